import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { type Acting, type Changed, nameOf, onHousehold, tellOf } from "./change-household.ts";
import { requireNoOpenVote } from "./hindrances.ts";
import { letGo, type MemberRow, membersOf, moveMember, requireMember, requireName, welcome } from "./membership.ts";
import { stayClose } from "./stay-close.ts";
import type { LeaveReason } from "./types.ts";

export function addMember(tx: Tx, { name: typed, isUnder14, ...acting }: Acting & { name: string; isUnder14: boolean }): Promise<Changed> {
	const name = requireName(typed, "name");
	return onHousehold(tx, acting, async ({ householdId }, note) => {
		requireNewName(await membersOf(tx, householdId), name);
		const personId = await welcome(tx, { householdId, name, isUnder14, at: acting.at });
		await note("member.add", { to: name, personId });
		await tellOf(tx, acting, { what: "member_added", from: "", to: name });
		return undefined;
	});
}

/** The head leaves by handing over to a new one (`changeHead`). */
export function memberLeaves(tx: Tx, { personId, why, ...acting }: Acting & { personId: string; why: LeaveReason }): Promise<Changed> {
	const { at } = acting;
	return onHousehold(tx, acting, async (home, note) => {
		const member = await requireMember(tx, home.householdId, personId);
		if (member.name === home.headName) throw new Refusal("conflict", "households.life.isHead", { field: "personId" });
		if (why === "left") await requireNoOpenVote(tx, home, at);
		await letGo(tx, { member, householdId: home.householdId, why, by: acting.by, at });
		if (member.username !== null) await stayClose(tx, { personId, householdId: home.householdId, at });
		await note("member.leave", { from: member.name, why, personId });
		await tellOf(tx, acting, { what: "member_left", from: member.name, to: "" });
		return undefined;
	});
}

/** Somebody goes to live in another household: the account goes along, points stay. Not in a vote that is open: they would speak for neither any more. */
export function memberMoves(tx: Tx, { personId, intoId, ...acting }: Acting & { personId: string; intoId: string }): Promise<Changed> {
	const { by, at } = acting;
	return onHousehold(tx, acting, async (home, note) => {
		const member = await requireMember(tx, home.householdId, personId);
		if (member.name === home.headName) throw new Refusal("conflict", "households.life.isHead", { field: "personId" });
		if (intoId === home.householdId) throw new Refusal("invalid", "households.life.intoItself", { field: "into" });
		await requireNoOpenVote(tx, home, at);
		await onHousehold(tx, { householdId: intoId, by, at }, async (into, noteThere) => {
			requireNewName(await membersOf(tx, intoId), member.name);
			await moveMember(tx, { personId, from: home.householdId, to: intoId, at });
			await note("member.move", { from: member.name, to: nameOf(into), personId }, into.hamlet.regionId);
			await noteThere("member.add", { from: nameOf(home), to: member.name, personId }, home.hamlet.regionId);
			await tellOf(tx, { ...acting, householdId: intoId }, { what: "member_added", from: "", to: member.name });
			return undefined;
		});
		if (member.username !== null) await stayClose(tx, { personId, householdId: home.householdId, at });
		await tellOf(tx, acting, { what: "member_left", from: member.name, to: "" });
		return undefined;
	});
}

export function renameMember(tx: Tx, { personId, name: typed, ...acting }: Acting & { personId: string; name: string }): Promise<Changed> {
	const name = requireName(typed, "name");
	return onHousehold(tx, acting, async (home, note) => {
		const members = await membersOf(tx, home.householdId);
		const member = await requireMember(tx, home.householdId, personId);
		if (member.name === name) return undefined;
		requireNewName(members, name);
		await tx.update(people).set({ name }).where(eq(people.id, personId));
		if (member.name === home.headName) await tx.update(households).set({ headName: name }).where(eq(households.id, home.householdId));
		await note("member.rename", { from: member.name, to: name, personId, ...(member.name === home.headName && { isHead: true }) });
		await tellOf(tx, acting, { what: "renamed", from: member.name, to: name });
		return undefined;
	});
}

/** Two of one name in a household could not be told apart on its page, nor could its head. */
export function requireNewName(members: MemberRow[], name: string): void {
	if (members.some((one) => one.name === name))
		throw new Refusal("conflict", "households.life.nameTaken", { params: { name }, field: "name" });
}
