import { and, eq, gt, ne } from "drizzle-orm";
import { Lucia, TimeSpan } from "lucia";
import { type Tx, write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { setting } from "#domain/settings/settings.ts";
import { sha256 } from "#platform/hash.ts";
import { isIdle, LIFETIME, needsTouch } from "./rules.ts";
import { type PersonFacts, type SessionFacts, sessionAdapter } from "./session-adapter.ts";
import type { OpenedSession, Viewer } from "./types.ts";

declare module "lucia" {
	interface Register {
		Lucia: Lucia<SessionFacts, PersonFacts>;
		DatabaseSessionAttributes: SessionFacts;
		DatabaseUserAttributes: PersonFacts;
	}
}

interface Opening {
	personId: string;
	kind: Viewer["kind"];
	at: Date;
}

/** Opens a session with a new id, inside the command that proved who it is. Only the answer holds the id. */
export async function openSession(tx: Tx, { personId, kind, at }: Opening): Promise<OpenedSession> {
	const lucia = luciaAt(at, tx);
	await lucia.deleteExpiredSessions();
	const { id } = await lucia.createSession(personId, { kind, startedAt: at, lastSeenAt: at });
	return { sessionId: id, expiresAt: new Date(at.getTime() + LIFETIME[kind]), kind };
}

/** Who holds this session now; null when it was never opened, has ended, or its person was disabled. */
export async function sessionHolder(sessionId: string, at: Date): Promise<Viewer | null> {
	const { session, user } = await luciaAt(at).validateSession(sessionId);
	if (!session) return null;
	if (isIdle(session, at)) return null;
	if (needsTouch(session, at)) await touch(sessionId, at);
	const { id: personId, name, hasTotp, householdId, roles } = user;
	const known = { personId, name, kind: session.kind, sessionId };
	// A slip of paper opens a household's door, never an office: roles need the staff sign-in.
	if (session.kind === "villager") return { ...known, householdId, roles: [] };
	const owes = await owed({ hasTotp });
	return owes ? { ...known, householdId: null, roles: [], owes } : { ...known, householdId, roles };
}

/** What staff must still do before anything else. */
export async function owed({ hasTotp }: { hasTotp: boolean }): Promise<Viewer["owes"]> {
	return !hasTotp && (await setting("staffTotpRequired")) ? "totp" : undefined;
}

/** Signs out. A session that has ended already changes nothing. */
export async function endSession(sessionId: string, at: Date): Promise<void> {
	await luciaAt(at).invalidateSession(sessionId);
}

/** Lets a session that still stands end at another moment: at a kiosk, where the next person is waiting. */
export async function letSessionEnd(sessionId: string, { endsAt, at }: { endsAt: Date; at: Date }): Promise<void> {
	await write((tx) =>
		tx
			.update(sessions)
			.set({ expiresAt: endsAt })
			.where(and(eq(sessions.id, sha256(sessionId)), gt(sessions.expiresAt, at))),
	);
}

/** Ends every session of a person, at once. */
export async function endSessionsOf(tx: Tx, personId: string, at: Date): Promise<void> {
	await luciaAt(at, tx).invalidateUserSessions(personId);
}

/** Ends the sessions of a person on all other devices. */
export async function endOtherSessions(tx: Tx, { personId, sessionId }: Viewer): Promise<void> {
	await tx.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, sha256(sessionId))));
}

async function touch(sessionId: string, at: Date): Promise<void> {
	await write((tx) =>
		tx
			.update(sessions)
			.set({ lastSeenAt: at })
			.where(eq(sessions.id, sha256(sessionId))),
	);
}

// How long a session lasts is our rule (the adapter's insert). Without a span of its own lucia never finds one half spent, and never prolongs it.
function luciaAt(at: Date, tx?: Tx) {
	return new Lucia<SessionFacts, PersonFacts>(sessionAdapter(at, tx), {
		sessionExpiresIn: new TimeSpan(0, "ms"),
		getSessionAttributes: (facts) => facts,
		getUserAttributes: (facts) => facts,
	});
}
