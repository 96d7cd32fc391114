import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { type Acting, type Changed, onHousehold, tellOf } from "./change-household.ts";
import { requireNewName } from "./change-members.ts";
import { requireNoOpenVote } from "./hindrances.ts";
import type { HouseholdRow } from "./household.ts";
import { cancelSlips, headAmong, letGo, type MemberRow, membersOf, requireMember, requireName, welcome } from "./membership.ts";
import { replaceDoors } from "./rotate-door-token.ts";
import { stayClose } from "./stay-close.ts";
import type { HeadReason } from "./types.ts";

export interface NewHead extends Acting {
	why: HeadReason;
	/** The head whom the officer saw; another one took the place meanwhile, if it is not the head now. */
	from?: string | undefined;
	/** A member of the household, … */
	personId?: string | undefined;
	/** … or a name: of a member, of somebody new, or the right one where it was misspelt. */
	name?: string | undefined;
	/** The plate at the door stays unless its code is to end with the old head. */
	isNewDoor?: boolean | undefined;
}

/**
 * 换户主, in one step. Slips go to whoever bears the head's name, so none goes to the old head any more. Whoever died or left can no longer sign in; a name that
 * was only misspelt ends nothing.
 */
export function changeHead(tx: Tx, order: NewHead): Promise<Changed> {
	return onHousehold(tx, order, async (home, note) => {
		const { householdId, headName: from } = home;
		if (order.from !== undefined && order.from !== from)
			throw new Refusal("conflict", "households.life.headMoved", { params: { head: from } });
		const members = await membersOf(tx, householdId);
		const old = headAmong(members, from);
		const to = await nameFor(tx, householdId, order);
		if (members.some(({ name, isUnder14 }) => name === to && isUnder14))
			throw new Refusal("invalid", "households.life.headUnder14", { field: "personId" });
		if (to === from) return undefined;
		if (order.why === "misspelt") await correct(tx, { members, old, to });
		else await replace(tx, { home, members, old, to, order });
		await tx.update(households).set({ headName: to }).where(eq(households.id, householdId));
		if (order.isNewDoor) await replaceDoors(tx, householdId, order.at);
		await note("household.change_head", { from, to, why: order.why, ...(order.isNewDoor && { isNewDoor: true }) });
		await tellOf(tx, order, { what: "head", from, to });
		return undefined;
	});
}

async function nameFor(tx: Tx, householdId: string, { personId, name, why }: NewHead): Promise<string> {
	if (!personId || why === "misspelt") return requireName(name ?? "", "name");
	return (await requireMember(tx, householdId, personId)).name;
}

interface Named {
	members: MemberRow[];
	old: MemberRow | undefined;
	to: string;
}

async function correct(tx: Tx, { members, old, to }: Named): Promise<void> {
	requireNewName(members, to);
	if (old) await tx.update(people).set({ name: to }).where(eq(people.id, old.personId));
}

async function replace(tx: Tx, { home, members, old, to, order }: Named & { home: HouseholdRow; order: NewHead }): Promise<void> {
	const { householdId } = home;
	const { why, by, at } = order;
	if (why === "left") await requireNoOpenVote(tx, home, at);
	if (!members.some(({ name }) => name === to)) await welcome(tx, { householdId, name: to, at });
	if (!old) return;
	if (why === "handed_over") return cancelSlips(tx, old.personId, at);
	await letGo(tx, { member: old, householdId, why: why === "died" ? "died" : "left", by, at });
	if (old.username !== null) await stayClose(tx, { personId: old.personId, householdId, at });
}
