import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { openedChoice } from "./seal.ts";

/** The last ballot of a line of the roll. */
export function isLastOf({ roundId, rollNumber }: Record<"roundId" | "rollNumber", AnyColumn>): SQL {
	return sql`${ballots.version} = (select max(version) from ballots last where last.round_id = ${roundId} and last.roll_number = ${rollNumber})`;
}

/** 废票: at their last reading two people found no countable choice on this paper. */
export const IS_SPOILED = sql<number>`exists (select 1 from paper_entries e where e.paper_ballot_id = ${paperBallots.id} and e.spoiled
	and e.attempt = (select max(attempt) from paper_entries last where last.paper_ballot_id = ${paperBallots.id}))`;

/** The choice of a sealed ballot. If it does not open, there is a bug or the database was changed, and nothing may be counted. */
export function choiceIn(roundId: string, sealed: Buffer, of: { rollNumber: number; version: number }): number[] {
	const numbers = openedChoice(roundId, Buffer.from(sealed), of);
	if (!numbers) throw new Error(`ballot ${roundId}/${of.rollNumber}/${of.version} does not open`);
	return numbers;
}
