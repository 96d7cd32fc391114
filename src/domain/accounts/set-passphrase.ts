import { eq } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { sha256 } from "#platform/hash.ts";
import { isPassphrase } from "#platform/passphrases.ts";
import { attempt } from "./attempts.ts";
import { deadLink, openLink, spendLink } from "./links.ts";
import { hashOfChoice } from "./passphrase.ts";
import { isFresh } from "./rules.ts";
import { endSessionsOf, openSession } from "./sessions.ts";
import type { OpenedSession, Viewer } from "./types.ts";

interface Change {
	by: Viewer;
	/** Staff must always give it; villagers need not if they have none or signed in just now (perhaps by a slip, because they forgot it). */
	current: string;
	passphrase: string;
	address: string;
	at: Date;
}

/** Sets or changes one's own passphrase. All sessions end; this device gets a new one. */
export async function setPassphrase({ by, current, passphrase, address, at }: Change): Promise<OpenedSession> {
	const person = await requirePerson(by.personId);
	if (await mustProve(by, at)) await requireCurrent(person, { current, address });
	const hash = await hashOfChoice({ ...person, passphrase, kind: isStaff(person) ? "staff" : by.kind });
	const letInBy = isStaff(person) ? person.letInBy : (by.letInBy ?? null);
	return write(async (tx) => {
		await storeHash(tx, { personId: by.personId, hash, setBy: by.personId, letInBy, at });
		return openSession(tx, { personId: by.personId, kind: by.kind, at });
	});
}

/** Sets the passphrase of the link's person and ends all sessions; they sign in next. */
export async function setPassphraseByLink({ token, passphrase, at }: { token: string; passphrase: string; at: Date }): Promise<void> {
	const link = await openLink(token, at);
	if (!link?.personId) throw deadLink();
	const personId = link.personId;
	const hash = await hashOfChoice({ passphrase, kind: "staff", name: link.name ?? "", username: link.username });
	await write(async (tx) => {
		await spendLink(tx, token, at);
		await storeHash(tx, { personId, hash, setBy: personId, issuedBy: link.issuedBy, letInBy: link.issuedBy, at });
	});
}

export async function mustProve({ kind, personId, sessionId }: Viewer, at: Date): Promise<boolean> {
	const { passphraseHash, ...person } = await requirePerson(personId);
	if (kind === "staff" || isStaff(person)) return true;
	const [session] = await db
		.select({ startedAt: sessions.startedAt })
		.from(sessions)
		.where(eq(sessions.id, sha256(sessionId)));
	return passphraseHash !== null && !(session && isFresh(session.startedAt, at));
}

// Staff use one passphrase at both doors, so a slip must not change it.
function isStaff({ username }: { username: string | null }): boolean {
	return username !== null;
}

export async function hasPassphrase({ personId }: Viewer): Promise<boolean> {
	return (await requirePerson(personId)).passphraseHash !== null;
}

async function requirePerson(personId: string) {
	const [person] = await db
		.select({ id: people.id, name: people.name, username: people.username, passphraseHash: people.passphraseHash, letInBy: people.letInBy })
		.from(people)
		.where(eq(people.id, personId));
	if (!person) throw new Refusal("signed_out", "common.signedOut");
	return person;
}

interface Proof {
	current: string;
	address: string;
}

// Guesses at an unattended desk count like guesses at sign-in.
async function requireCurrent(
	{ id, passphraseHash }: { id: string; passphraseHash: string | null },
	{ current, address }: Proof,
): Promise<void> {
	await attempt({ account: `person ${id}`, address }, async () => {
		if (!(await isPassphrase(current, passphraseHash))) throw new Refusal("invalid", "accounts.wrongCurrent", { field: "current" });
	});
}

interface Stored {
	personId: string;
	hash: string;
	setBy: string;
	issuedBy?: string | null;
	letInBy?: string | null;
	at: Date;
}

async function storeHash(tx: Tx, { personId, hash, setBy, issuedBy, letInBy = null, at }: Stored): Promise<void> {
	await tx.update(people).set({ passphraseHash: hash, passphraseChangedAt: at, letInBy }).where(eq(people.id, personId));
	await endSessionsOf(tx, personId, at);
	await record(tx, { at, actorId: setBy, action: "passphrase.set", subject: `person:${personId}`, detail: { issuedBy } });
}
