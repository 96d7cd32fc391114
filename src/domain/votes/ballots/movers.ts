import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db, type Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";

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

/**
 * Members who vote for another household than the one on the roll to which they belonged first since the opening, so that nobody votes for two households; and
 * those who came since into a household that somebody left since, so that no straw man takes the ballot of a head who was taken out. Paper stays open to both.
 */
export async function moversAmong<M extends Member>(reader: Reader, round: OfRound, members: M[]): Promise<Set<M>> {
	const personIds = members.flatMap(({ personId }) => personId ?? []);
	if (personIds.length === 0) return new Set();
	const rows = await movesQuery(reader).execute({
		roundId: round.id,
		opening: round.opensAt.getTime(),
		personIds: JSON.stringify(personIds),
	});
	const [inPlace, moved] = [rows.filter((row) => row.isInPlace), rows.filter((row) => !row.isInPlace)];
	const late = new Set(inPlace.map(({ personId }) => personId));
	// The earliest comes last and stays.
	const first = new Map(moved.map(({ personId, householdId }) => [personId, householdId]));
	return new Set(members.filter(({ personId, householdId }) => late.has(personId) || (first.get(personId) ?? householdId) !== householdId));
}

const movesQuery = prepared((on) => {
	const [opening, asked] = [sql.placeholder("opening"), among(sql.placeholder("personIds"))];
	// Starts from the few moves since the opening, so it is one look at a small index, however many people ask.
	const moves = sql`(
		select m.person_id as personId, m.household_id as householdId, 0 as isInPlace, m.joined_at as joinedAt
		from household_members m cross join vote_roll v on v.round_id = ${sql.placeholder("roundId")} and v.household_id = m.household_id and v.struck_at is null
		where m.left_at > ${opening} and m.person_id in ${asked}
		union all select m.person_id, m.household_id, 1, m.joined_at
		from household_members gone cross join household_members m on m.household_id = gone.household_id
		where gone.left_at > ${opening} and m.left_at is null and m.joined_at > ${opening} and m.person_id <> gone.person_id and m.person_id in ${asked})`;
	return on
		.select({
			personId: sql<string | undefined>`personId`,
			householdId: sql<string>`householdId`,
			isInPlace: sql`isInPlace`.mapWith(Boolean),
		})
		.from(moves)
		.orderBy(sql`joinedAt desc`)
		.prepare();
});
