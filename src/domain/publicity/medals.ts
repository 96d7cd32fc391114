import { type SQL, sql } from "drizzle-orm";
import { withMerged } from "#domain/households/merged.ts";
import { countHead } from "#domain/votes/counts/counted.ts";
import { standsBy } from "#domain/votes/rounds/candidates.ts";
import type { Medal } from "./types.ts";

/** A candidate of the household in a final round. */
interface Stood {
	roundId: string;
	round: string;
	at: number;
	number: number;
}

/** What a household stood for in final rounds while its yes stands, as one column of another statement, the newest first; `wonMedals` says what of it won. */
export function stoodAt(householdId: SQL) {
	return sql`(select json_group_array(json_object('roundId', r.id, 'round', r.name, 'at', r.stage_at, 'number', stood.number) order by r.stage_at desc)
		from vote_candidates stood join vote_rounds r on r.id = stood.round_id and r.stage = 'final'
		where stood.household_id in ${withMerged(householdId)} and ${standsBy(sql.raw("stood.nomination_id"))})`.mapWith(
		(json: string): Stood[] => JSON.parse(json),
	);
}

/** A courtyard's medals, newest first. */
export async function wonMedals(stood: Stood[]): Promise<Medal[]> {
	const medals: Medal[] = [];
	for (const { at, ...one } of stood) {
		const head = await countHead(one.roundId);
		const standing = head?.result.ranking.find(({ number }) => number === one.number);
		if (standing?.hasMedal) medals.push({ ...one, at: new Date(at), place: standing.place });
	}
	return medals;
}
