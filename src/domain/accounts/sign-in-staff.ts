import { and, eq, isNull, lt, or } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { Refusal } from "#domain/errors.ts";
import { log } from "#platform/log.ts";
import { isPassphrase } from "#platform/passphrases.ts";
import { attempt, deviceMark } from "./attempts.ts";
import { digitsOf, normalUsername, staffAccount } from "./rules.ts";
import { openSession, owed } from "./sessions.ts";
import { stepOf } from "./totp.ts";
import type { OpenedSession, SignedIn } from "./types.ts";

interface StaffSignIn {
	username: string;
	passphrase: string;
	totp?: string | undefined;
	address: string;
	device?: string | undefined;
	at: Date;
}

type Person = typeof people.$inferSelect;

/** Every mistake gets the same answer at the same cost. */
export async function signInStaff(typed: StaffSignIn): Promise<SignedIn> {
	const account = staffAccount(typed.username);
	return attempt({ account, address: typed.address, device: typed.device }, async () => {
		const person = await staffNamed(typed.username);
		const isRight = await isPassphrase(typed.passphrase, person?.passphraseHash);
		const step = person && stepTyped(person, typed);
		if (!person || !isRight || step === null) throw wrong(person, typed);
		const session = await enter(person, step, typed);
		log.info({ personId: person.id, address: typed.address }, "staff signed in");
		return { ...session, device: deviceMark(account, typed.device), owes: await owed({ hasTotp: person.totpConfirmedAt !== null }) };
	});
}

async function staffNamed(username: string): Promise<Person | undefined> {
	const [person] = await db
		.select()
		.from(people)
		.where(and(eq(people.username, normalUsername(username)), isNull(people.disabledAt)));
	return person;
}

/** The step of the code; undefined if no app is bound, null if the code is wrong. */
function stepTyped({ totpSecret, totpConfirmedAt }: Person, { totp, at }: StaffSignIn): number | null | undefined {
	if (!totpSecret || !totpConfirmedAt) return undefined;
	return stepOf(totpSecret, digitsOf(totp ?? ""), at);
}

function wrong(person: Person | undefined, { address }: StaffSignIn): Refusal {
	log.warn({ personId: person?.id, address }, "staff sign-in failed");
	return new Refusal("invalid", "accounts.wrongSignIn");
}

// Checked again inside the write: meanwhile the passphrase may have changed or the code been used.
async function enter(person: Person, step: number | undefined, typed: StaffSignIn): Promise<OpenedSession> {
	return write(async (tx) => {
		if (!(await isStillSo(tx, person)) || !(await spendStep(tx, person.id, step))) throw wrong(person, typed);
		return openSession(tx, { personId: person.id, kind: "staff", at: typed.at });
	});
}

async function isStillSo(tx: Tx, { id, passphraseHash, totpConfirmedAt }: Person): Promise<boolean> {
	const [now] = await tx.select().from(people).where(eq(people.id, id));
	return !now?.disabledAt && now?.passphraseHash === passphraseHash && now?.totpConfirmedAt?.getTime() === totpConfirmedAt?.getTime();
}

/** Accepts each step once, and none before the last accepted one. */
async function spendStep(tx: Tx, personId: string, step: number | undefined): Promise<boolean> {
	if (step === undefined) return true;
	const unspent = and(eq(people.id, personId), or(isNull(people.totpLastStep), lt(people.totpLastStep, step)));
	const { rowsAffected } = await tx.update(people).set({ totpLastStep: step }).where(unspent);
	return rowsAffected === 1;
}
