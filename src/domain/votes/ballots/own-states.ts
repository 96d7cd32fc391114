import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import type { BallotState } from "../types.ts";
import { isSignedFor } from "./lines.ts";
import { IS_SPOILED, isLastOf } from "./standing.ts";
import { paperState } from "./station.ts";

/** A household's state in the announced, unclosed rounds, by round: whether it has voted, and when. It opens no seal. */
export async function ownStates(householdId: string): Promise<Map<string, BallotState>> {
	const line = { roundId: voteRoll.roundId, rollNumber: voteRoll.number };
	const { usedAt } = paperBallots;
	const paper = { usedAt, isSpoiled: IS_SPOILED, conflictId: ballotConflicts.paperBallotId, settled: approvals.outcome };
	const rows = await db
		.select({ roundId: voteRoll.roundId, votes: ballots.votes, at: ballots.at, ...paper })
		.from(voteRoll)
		.innerJoin(voteRounds, and(eq(voteRounds.id, voteRoll.roundId), eq(voteRounds.stage, "announced")))
		.leftJoin(ballots, and(eq(ballots.roundId, voteRoll.roundId), eq(ballots.rollNumber, voteRoll.number), isLastOf(line)))
		.leftJoin(
			paperBallots,
			and(eq(paperBallots.roundId, voteRoll.roundId), eq(paperBallots.rollNumber, voteRoll.number), isNull(paperBallots.voidedAt)),
		)
		.leftJoin(ballotConflicts, eq(ballotConflicts.paperBallotId, paperBallots.id))
		.leftJoin(approvals, isSignedFor("settlement", ballotConflicts))
		.where(and(eq(voteRoll.householdId, householdId), isNull(voteRoll.struckAt)));
	return new Map(rows.map((row) => [row.roundId, stateOf(row)]));
}

type Row = Parameters<typeof paperState>[0] & { votes: number | null; at: Date | null };

function stateOf({ votes, at, ...paper }: Row): BallotState {
	const standing = paperState(paper);
	if (standing === "unsettled") return { state: "unsettled", at };
	if (standing === "used") return { state: "onPaper", at };
	if (votes === null) return { state: "none", at: null };
	return { state: votes > 0 ? "cast" : "withdrawn", at };
}
