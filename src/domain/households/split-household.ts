import type { Tx } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { settle } from "./add-household.ts";
import { type Acting, type Changed, nameOf, onHousehold, tellOf } from "./change-household.ts";
import { requireNoOpenVote } from "./hindrances.ts";
import type { HouseholdRow } from "./household.ts";
import { type MemberRow, membersOf, moveMember, requireName } from "./membership.ts";
import { inheritRelatives, stayClose } from "./stay-close.ts";
import type { HouseholdStatus } from "./types.ts";

export interface Split extends Acting {
	/** Those who go to the new household. */
	personIds: string[];
	headName: string;
	/** Empty: the next one of the hamlet. */
	number: string;
	status: HouseholdStatus;
	isAnother?: boolean;
}

/** 分户. The old household keeps door, code, record and points; the new one begins at 0. Nobody goes while a vote is open: they would speak for neither any more. */
export function splitHousehold(
	tx: Tx,
	{ personIds, headName: typed, number, status, isAnother = false, ...acting }: Split,
): Promise<Changed> {
	const { by, at } = acting;
	const headName = requireName(typed, "headName");
	return onHousehold(tx, acting, async (home, note) => {
		const { householdId: from, hamlet } = home;
		const members = await membersOf(tx, from);
		const leaving = chosen(members, home, personIds);
		if (leaving.length > 0) await requireNoOpenVote(tx, home, at);
		const place = { hamletId: hamlet.regionId, number, by, at };
		const made = await settle(tx, { ...place, headName, status, isAnother, splitFromId: from, from: nameOf(home) });
		const to = made.householdId;
		for (const { personId } of leaving) await moveMember(tx, { personId, from, to, at });
		await inheritRelatives(tx, { from, to, at });
		for (const { personId, username } of members)
			if (username !== null) await stayClose(tx, { personId, householdId: personIds.includes(personId) ? from : to, at });
		const name = nameOf({ ...home, number: made.number, headName });
		await note("household.split", { from: nameOf(home), to: name, householdId: to, people: leaving.length });
		for (const householdId of [from, to]) await tellOf(tx, { ...acting, householdId }, { what: "split", from: nameOf(home), to: name });
		return made;
	});
}

function chosen(members: MemberRow[], { headName }: HouseholdRow, personIds: string[]): MemberRow[] {
	const leaving = members.filter(({ personId }) => personIds.includes(personId));
	if (leaving.length < personIds.length) throw new Refusal("invalid", "households.life.noMember", { field: "personIds" });
	if (leaving.some(({ name }) => name === headName)) throw new Refusal("conflict", "households.life.headStays", { field: "personIds" });
	return leaving;
}
