import { type AnyColumn, and, asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { Refusal } from "#domain/errors.ts";
import { openedChoice } from "./seal.ts";

/** The last ballot of each household that voted, opened, by roll number; `numbers` is empty if taken back. */
export async function standingBallots(roundId: string, reader: Reader = db) {
	await requireClosed(roundId, reader);
	const { rollNumber, version, channel, sealed, at, deviceMark } = getTableColumns(ballots);
	const rows = await reader
		.select({
			rollNumber,
			version,
			channel,
			sealed,
			at,
			deviceMark,
			householdId: voteRoll.householdId,
		})
		.from(ballots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, ballots.roundId), eq(voteRoll.number, rollNumber)))
		.where(and(eq(ballots.roundId, roundId), isLastOf(ballots)))
		.orderBy(asc(rollNumber));
	return rows.map(({ sealed, ...row }) => ({ ...row, numbers: choiceIn(roundId, sealed, row) }));
}

async function requireClosed(roundId: string, reader: Reader): Promise<void> {
	const [round] = await reader.select({ stage: voteRounds.stage }).from(voteRounds).where(eq(voteRounds.id, roundId));
	if (!round) throw new Refusal("not_found", "common.notFound");
	if (!["closed", "counted", "final"].includes(round.stage)) throw new Refusal("conflict", "ballots.sealed");
}

export function isLastOf({ roundId, rollNumber }: Record<"roundId" | "rollNumber", AnyColumn>): SQL {
	return sql`${ballots.version} = (select max(version) from ballots last where last.round_id = ${roundId} and last.roll_number = ${rollNumber})`;
}

/** 废票: at their last reading two people found no countable choice on this paper. */
export const IS_SPOILED = sql<number>`exists (select 1 from paper_entries e where e.paper_ballot_id = ${paperBallots.id} and e.spoiled
	and e.attempt = (select max(attempt) from paper_entries last where last.paper_ballot_id = ${paperBallots.id}))`;

/** A ballot that does not open means a bug or a changed database, and nothing may be counted. */
export function choiceIn(roundId: string, sealed: Buffer, of: { rollNumber: number; version: number }): number[] {
	const numbers = openedChoice(roundId, Buffer.from(sealed), of);
	if (!numbers) throw new Error(`ballot ${roundId}/${of.rollNumber}/${of.version} does not open`);
	return numbers;
}
