import { and, eq, gt, ne } from "drizzle-orm";
import { Lucia, TimeSpan } from "lucia";
import { DatabaseBusy, type Tx, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { setting } from "#domain/settings/settings.ts";
import { sha256 } from "#platform/hash.ts";
import { isDiskFull } from "#platform/storage.ts";
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
	/** Set for a kiosk session: its end, in place of the usual lifetime. */
	kioskUntil?: Date | undefined;
	/** Who printed the slip that opens it; left out, it goes back to where its passphrase does. */
	letInBy?: string | null | undefined;
	at: Date;
}

/** Only the answer contains the session's id. */
export async function openSession(tx: Tx, { personId, kind, kioskUntil, at, ...opening }: Opening): Promise<OpenedSession> {
	const letInBy = opening.letInBy === undefined ? await passphraseFrom(tx, personId) : opening.letInBy;
	const lucia = luciaAt(at, tx);
	const expiresAt = kioskUntil ?? new Date(at.getTime() + LIFETIME[kind]);
	const facts = { kind, startedAt: at, lastSeenAt: at, endsAt: expiresAt, isAtKiosk: kioskUntil !== undefined, letInBy };
	const { id } = await lucia.createSession(personId, facts);
	return { sessionId: id, expiresAt, kind };
}

async function passphraseFrom(tx: Tx, personId: string): Promise<string | null> {
	const [person] = await tx.select({ letInBy: people.letInBy }).from(people).where(eq(people.id, personId));
	return person?.letInBy ?? null;
}

/** Null also at a kiosk, so that the next one there finds no page of the household open; `householdOfSession` reads those sessions. */
export async function sessionHolder(sessionId: string, at: Date): Promise<Viewer | null> {
	const { session, user } = await luciaAt(at).validateSession(sessionId);
	if (!session || session.isAtKiosk) return null;
	if (isIdle(session, at)) return null;
	if (needsTouch(session, at)) await touch(sessionId, at);
	const { id: personId, name, hasTotp, householdId, roles } = user;
	const known = { personId, name, kind: session.kind, sessionId, letInBy: session.letInBy ?? undefined };
	// A slip opens a household's door, never an office: roles need the staff sign-in.
	if (session.kind === "villager") return { ...known, householdId, roles: [] };
	const owes = await owed({ hasTotp });
	return owes ? { ...known, householdId: null, roles: [], owes } : { ...known, householdId, roles };
}

export async function owed({ hasTotp }: { hasTotp: boolean }): Promise<Viewer["owes"]> {
	return !hasTotp && (await setting("staffTotpRequired")) ? "totp" : undefined;
}

export async function endSession(sessionId: string, at: Date): Promise<void> {
	await luciaAt(at).invalidateSession(sessionId);
}

/** Ended sessions and other kinds stay as they are. */
export async function keepAtKiosk(sessionId: string, { until, at }: { until: Date; at: Date }): Promise<void> {
	const stands = and(eq(sessions.id, sha256(sessionId)), eq(sessions.isAtKiosk, true), gt(sessions.expiresAt, at));
	await write((tx) => tx.update(sessions).set({ expiresAt: until }).where(stands));
}

export async function endSessionsOf(tx: Tx, personId: string, at: Date): Promise<void> {
	await luciaAt(at, tx).invalidateUserSessions(personId);
}

export async function endOtherSessions(tx: Tx, { personId, sessionId }: Viewer): Promise<void> {
	await tx.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, sha256(sessionId))));
}

const TOUCH_MS = 100;

async function touch(sessionId: string, at: Date): Promise<void> {
	const own = eq(sessions.id, sha256(sessionId));
	try {
		await write((tx) => tx.update(sessions).set({ lastSeenAt: at }).where(own), { patienceMs: TOUCH_MS });
	} catch (error) {
		// The next request does it; looking at a page waits for nobody who writes.
		if (!(error instanceof DatabaseBusy) && !isDiskFull(error)) throw error;
	}
}

// Our rules set a session's end (the adapter's insert). Without a lifetime of its own, lucia never prolongs a session.
function luciaAt(at: Date, tx?: Tx) {
	return new Lucia<SessionFacts, PersonFacts>(sessionAdapter(at, tx), {
		sessionExpiresIn: new TimeSpan(0, "ms"),
		getSessionAttributes: (facts) => facts,
		getUserAttributes: (facts) => facts,
	});
}
