import { householdOfSession } from "#domain/accounts/household-sessions.ts";
import { endSession, sessionHolder } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { type Cookies, sessionFrom } from "./session-cookie.ts";

/** The viewer of this session cookie; null for visitors and at kiosks, which use `keepSeat`. */
export async function viewerOf(cookies: Pick<Cookies, "get">, { at, origin }: { at: Date; origin: string }): Promise<Viewer | null> {
	const sessionId = sessionFrom(cookies, origin);
	return sessionId ? sessionHolder(sessionId, at) : null;
}

/** Ends any session that the browser holds, kiosk sessions included. */
export async function endHeldSession(cookies: Pick<Cookies, "get">, { at, origin }: { at: Date; origin: string }): Promise<void> {
	const sessionId = sessionFrom(cookies, origin);
	if (sessionId) await endSession(sessionId, at);
}

/** Whether a session stands, also one at a kiosk. */
export async function isOpenSession(sessionId: string, at: Date): Promise<boolean> {
	return (await sessionHolder(sessionId, at)) !== null || (await householdOfSession(sessionId, at)) !== null;
}
