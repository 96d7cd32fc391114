import { sessionHolder } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type Cookies, sessionCookie } from "./session-cookie.ts";

/** Who holds the session of this cookie; null for a visitor. */
export async function viewerOf(cookies: Pick<Cookies, "get">, { at, origin }: { at: Date; origin: string }): Promise<Viewer | null> {
	const sessionId = cookies.get(sessionCookie(origin))?.value;
	return sessionId ? sessionHolder(sessionId, at) : null;
}
