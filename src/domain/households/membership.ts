import { and, asc, eq, isNull } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { householdMembers, signInSlips } from "#db/schema/households.ts";
import { endSessionsOf } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { hasPrivateCharacter, plainName } from "#domain/regions/rules.ts";
import { tidyName } from "#domain/text.ts";
import { closeForDeath } from "./close-for-death.ts";
import type { LeaveReason } from "./types.ts";

export type MemberRow = Awaited<ReturnType<typeof membersOf>>[number];

/** The longest-standing first. */
export function membersOf(reader: Reader, householdId: string) {
	return reader
		.select({
			personId: people.id,
			name: people.name,
			isUnder14: people.isUnder14,
			disabledAt: people.disabledAt,
			username: people.username,
			joinedAt: householdMembers.joinedAt,
		})
		.from(householdMembers)
		.innerJoin(people, eq(people.id, householdMembers.personId))
		.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)))
		.orderBy(asc(householdMembers.joinedAt), asc(householdMembers.id));
}

/** The head is whoever of the household bears the head's name; the roster may know a name of which nobody is a person yet. */
export function headAmong(members: MemberRow[], headName: string): MemberRow | undefined {
	return members.find(({ name }) => name === headName);
}

export async function requireMember(tx: Tx, householdId: string, personId: string): Promise<MemberRow> {
	const member = (await membersOf(tx, householdId)).find((one) => one.personId === personId);
	if (!member) throw new Refusal("invalid", "households.life.noMember", { field: "personId" });
	return member;
}

export function requireName(typed: string, field: string): string {
	if (tidyName(typed) === "") throw new Refusal("invalid", "households.life.nameMissing", { field });
	const name = plainName(typed);
	if ("wrong" in name) throw new Refusal("invalid", name.wrong, { params: name.params ?? {}, field });
	if (hasPrivateCharacter(name.value)) throw new Refusal("invalid", "households.reasons.privateCharacter", { field });
	return name.value;
}

interface Joining {
	householdId: string;
	name: string;
	isUnder14?: boolean;
	at: Date;
}

export async function welcome(tx: Tx, { householdId, name, isUnder14 = false, at }: Joining): Promise<string> {
	const personId = newId();
	await tx.insert(people).values({ id: personId, name, isUnder14, createdAt: at });
	await tx.insert(householdMembers).values({ householdId, personId, joinedAt: at });
	return personId;
}

/** Whoever goes to live in another household keeps the sign-in; slips for the old door end. */
export async function moveMember(
	tx: Tx,
	{ personId, from, to, at }: { personId: string; from: string; to: string; at: Date },
): Promise<void> {
	await cancelSlips(tx, personId, at);
	await endMembership(tx, { personId, householdId: from, at });
	await tx.insert(householdMembers).values({ householdId: to, personId, joinedAt: at });
}

interface Leaving {
	member: Pick<MemberRow, "personId" | "username">;
	householdId: string;
	why: LeaveReason;
	by: Viewer | null;
	at: Date;
}

/** Ends what somebody could sign in with for this household: slip, passphrase, sessions, a seat at a kiosk. An account of staff stays their own, unless they died. */
export async function letGo(tx: Tx, { member: { personId, username }, householdId, why, by, at }: Leaving): Promise<void> {
	await cancelSlips(tx, personId, at);
	await endMembership(tx, { personId, householdId, at });
	if (username !== null) {
		if (why === "died") return closeForDeath(tx, { personId, recordedBy: by?.personId ?? null, at });
		await tx.delete(sessions).where(and(eq(sessions.personId, personId), eq(sessions.kind, "villager")));
		return;
	}
	await endSessionsOf(tx, personId, at);
	await tx
		.update(people)
		.set({ passphraseHash: null, ...(why === "died" && { disabledAt: at }) })
		.where(eq(people.id, personId));
}

export async function cancelSlips(tx: Tx, personId: string, at: Date): Promise<void> {
	const open = and(eq(signInSlips.personId, personId), isNull(signInSlips.usedAt), isNull(signInSlips.cancelledAt));
	await tx.update(signInSlips).set({ cancelledAt: at }).where(open);
}

async function endMembership(tx: Tx, { personId, householdId, at }: { personId: string; householdId: string; at: Date }): Promise<void> {
	const present = and(
		eq(householdMembers.personId, personId),
		eq(householdMembers.householdId, householdId),
		isNull(householdMembers.leftAt),
	);
	await tx.update(householdMembers).set({ leftAt: at }).where(present);
}
