import { sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { speaksFor } from "../rules.ts";

interface OfRound {
	id: string;
	opensAt: Date;
}

interface Member {
	personId: string;
	householdId: string;
}

export async function cameTooLate(round: OfRound, member: Member): Promise<boolean> {
	return !speaksFor(member, await moversAmong(db, { round, personIds: [member.personId] }));
}

/**
 * The people among these who moved since the opening, with the household for which each votes: of those on the roll, the one to which they belonged first
 * since then. So nobody votes for two households. People who are not in the answer vote for their present household.
 */
export async function moversAmong(
	reader: Reader,
	{ round, personIds }: { round: OfRound; personIds: string[] },
): Promise<Map<string, string>> {
	if (personIds.length === 0) return new Map();
	// Starts from the few moves since the opening, so it is one look at a small index, however many people ask.
	const rows = await reader.all<Member>(sql`
		select m.person_id as personId, m.household_id as householdId
		from household_members m cross join vote_roll v on v.round_id = ${round.id} and v.household_id = m.household_id and v.struck_at is null
		where m.left_at > ${round.opensAt.getTime()} and m.person_id in (select value from json_each(${JSON.stringify(personIds)}))
		order by m.joined_at desc`);
	// The earliest comes last and stays.
	return new Map(rows.map(({ personId, householdId }) => [personId, householdId]));
}
