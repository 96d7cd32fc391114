import { endSession, sessionHolder } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type Cookies, sessionFrom } from "./session-cookie.ts";

/** Who holds the session of this cookie; null for a visitor, and for who sits at a kiosk: they have its pages only (`keepSeat`). */
export async function viewerOf(cookies: Pick<Cookies, "get">, { at, origin }: { at: Date; origin: string }): Promise<Viewer | null> {
	const sessionId = sessionFrom(cookies, origin);
	return sessionId ? sessionHolder(sessionId, at) : null;
}

/** Ends whatever session the browser holds, also one that is nobody's on ordinary pages. */
export async function endHeldSession(cookies: Pick<Cookies, "get">, { at, origin }: { at: Date; origin: string }): Promise<void> {
	const sessionId = sessionFrom(cookies, origin);
	if (sessionId) await endSession(sessionId, at);
}
