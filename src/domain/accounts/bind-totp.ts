import { and, eq, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { attempt } from "./attempts.ts";
import { digitsOf } from "./rules.ts";
import { endOtherSessions } from "./sessions.ts";
import { newSealedSecret, stepOf, totpCard } from "./totp.ts";
import type { Viewer } from "./types.ts";

interface Step {
	by: Viewer;
	at: Date;
}

interface CodeStep extends Step {
	code: string;
	address: string;
}

/** The state of an authenticator app. The card to scan exists only between beginning and confirming. */
export interface Binding {
	boundAt: Date | null;
	card: { uri: string; secret: string } | null;
}

export async function totpBinding(viewer: Viewer, issuer: string): Promise<Binding> {
	const person = await requireStaffPerson(viewer);
	const { totpConfirmedAt: boundAt, totpSecret, username } = person;
	return { boundAt, card: totpSecret && !boundAt ? totpCard(totpSecret, { account: username, issuer }) : null };
}

/** Makes the secret for one's app. The newest secret counts; a bound app must be released first. */
export async function beginTotp({ by, at }: Step): Promise<void> {
	await requireStaffPerson(by);
	const totpSecret = newSealedSecret();
	await write(async (tx) => {
		const unbound = and(eq(people.id, by.personId), isNull(people.totpConfirmedAt));
		const { rowsAffected } = await tx.update(people).set({ totpSecret, totpLastStep: null }).where(unbound);
		if (rowsAffected === 0) throw new Refusal("conflict", "accounts.totp.alreadyBound");
		await record(tx, { at, actorId: by.personId, action: "totp.begin", subject: `person:${by.personId}` });
	});
}

/** Binds the app by its first code and ends the sessions on other devices. */
export async function confirmTotp({ by, code, address, at }: CodeStep): Promise<void> {
	const person = await requireStaffPerson(by);
	if (person.totpConfirmedAt) return;
	const step = await requireCode(person, { code, address, at });
	await write(async (tx) => {
		const sameSecret = and(eq(people.id, person.id), eq(people.totpSecret, person.totpSecret ?? ""), isNull(people.totpConfirmedAt));
		const { rowsAffected } = await tx.update(people).set({ totpConfirmedAt: at, totpLastStep: step }).where(sameSecret);
		if (rowsAffected === 0) throw wrongCode();
		await endOtherSessions(tx, by);
		await record(tx, { at, actorId: person.id, action: "totp.bind", subject: `person:${person.id}` });
	});
}

/** For a new phone: a code of the old app is the proof. */
export async function releaseTotp({ by, code, address, at }: CodeStep): Promise<void> {
	const person = await requireStaffPerson(by);
	if (!person.totpConfirmedAt) return;
	const step = await requireCode(person, { code, address, at });
	if (person.totpLastStep !== null && step <= person.totpLastStep) throw wrongCode();
	await write(async (tx) => {
		await tx.update(people).set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null }).where(eq(people.id, person.id));
		await endOtherSessions(tx, by);
		await record(tx, { at, actorId: person.id, action: "totp.release", subject: `person:${person.id}` });
	});
}

// At their own door staff are villagers. Another admin can print a slip for that door, so it must not bind an app.
async function requireStaffPerson({ personId, kind }: Viewer) {
	const [person] = await db.select().from(people).where(eq(people.id, personId));
	if (!person?.username || kind !== "staff") throw new Refusal("forbidden", "common.forbidden");
	return { ...person, username: person.username };
}

interface Proof {
	code: string;
	address: string;
	at: Date;
}

async function requireCode({ id, totpSecret }: { id: string; totpSecret: string | null }, { code, address, at }: Proof): Promise<number> {
	return attempt({ account: `totp ${id}`, address }, async () => {
		const step = totpSecret ? stepOf(totpSecret, digitsOf(code), at) : null;
		if (step === null) throw wrongCode();
		return step;
	});
}

function wrongCode(): Refusal {
	return new Refusal("invalid", "accounts.totp.wrongCode", { field: "code" });
}
