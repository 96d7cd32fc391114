import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { Refusal } from "#domain/errors.ts";
import { choiceIn, isLastOf } from "./standing.ts";

/** The last ballot of each household that voted, opened, by roll number; `numbers` is empty if taken back. Refused while ballots may still come. */
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

export type StandingBallot = Awaited<ReturnType<typeof standingBallots>>[number];

async function requireClosed(roundId: string, reader: Reader): Promise<void> {
	const [round] = await reader.select({ stage: voteRounds.stage }).from(voteRounds).where(eq(voteRounds.id, roundId));
	if (!round) throw new Refusal("not_found", "common.notFound");
	if (!["closed", "counted", "final"].includes(round.stage)) throw new Refusal("conflict", "ballots.sealed");
}
