import { sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";

interface OfRound {
	id: string;
	opensAt: Date;
}

interface Member {
	personId?: string | undefined;
	householdId: string;
}

export async function cameTooLate(round: OfRound, member: Member): Promise<boolean> {
	return (await moversAmong(db, round, [member])).has(member);
}

/** Members who vote for another household than the one on the roll to which they belonged first since the opening. So nobody votes for two households. */
export async function moversAmong<M extends Member>(reader: Reader, round: OfRound, members: M[]): Promise<Set<M>> {
	const personIds = members.flatMap(({ personId }) => personId ?? []);
	if (personIds.length === 0) return new Set();
	// Starts from the few moves since the opening, so it is one look at a small index, however many people ask.
	const rows = await reader.all<Member>(sql`
		select m.person_id as personId, m.household_id as householdId
		from household_members m cross join vote_roll v on v.round_id = ${round.id} and v.household_id = m.household_id and v.struck_at is null
		where m.left_at > ${round.opensAt.getTime()} and m.person_id in (select value from json_each(${JSON.stringify(personIds)}))
		order by m.joined_at desc`);
	// The earliest comes last and stays.
	const first = new Map(rows.map(({ personId, householdId }) => [personId, householdId]));
	return new Set(members.filter(({ personId, householdId }) => (first.get(personId) ?? householdId) !== householdId));
}
