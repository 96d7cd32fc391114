import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { approvals } from "#db/schema/approvals.ts";
import { submissions } from "#db/schema/submissions.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates, voteRounds } from "#db/schema/votes/rounds.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { hasClockSkipped } from "#platform/steady-clock.ts";
import { standsBy } from "../rounds/candidates.ts";
import type { Ballot, BoxCandidate, Station } from "../rules.ts";
import type { Voter } from "../types.ts";
import { isSignedFor } from "./lines.ts";
import { moversAmong } from "./movers.ts";
import { IS_SPOILED, isLastOf } from "./standing-ballots.ts";

export async function stationOf(reader: Reader, roundId: string, incoming: Ballot[]): Promise<Station | null> {
	const [round] = await roundQuery(reader).execute({ roundId });
	if (!round) return null;
	return {
		round,
		isOpeningInDoubt: hasClockSkipped(round.opensAt),
		candidates: await candidatesIn(reader, roundId),
		voters: await votersIn(
			reader,
			roundId,
			incoming.map(({ householdId }) => householdId),
		),
		movers: await moversAmong(reader, round, incoming),
	};
}

const roundQuery = prepared((on) =>
	on
		.select()
		.from(voteRounds)
		.where(eq(voteRounds.id, sql.placeholder("roundId")))
		.prepare(),
);

/** Not cached, because a candidate that takes its consent back must be gone with the next ballot. */
async function candidatesIn(reader: Reader, roundId: string): Promise<Map<number, BoxCandidate>> {
	const rows = await candidatesQuery(reader).execute({ roundId });
	return new Map(rows.map(({ stands, ...row }) => [row.number, { ...row, hasLeft: !stands }]));
}

const candidatesQuery = prepared((on) => {
	const { number, householdId, villageId } = voteCandidates;
	const stands = and(standsBy(voteCandidates.nominationId), isPublic) as SQL;
	return on
		.select({ number, householdId, villageId, stands: sql`${stands}`.mapWith(Boolean) })
		.from(voteCandidates)
		.innerJoin(submissions, eq(submissions.id, voteCandidates.submissionId))
		.where(eq(voteCandidates.roundId, sql.placeholder("roundId")))
		.orderBy(asc(number))
		.prepare();
});

export async function votersIn(reader: Reader, roundId: string, householdIds: string[]): Promise<Map<string, Voter>> {
	const rows = await votersQuery(reader).execute({ roundId, householdIds: JSON.stringify(householdIds) });
	return new Map(rows.map((row) => [row.householdId, voterOf(row)]));
}

const votersQuery = prepared((on) => {
	const isAsked = sql`${voteRoll.householdId} in ${among(sql.placeholder("householdIds"))}`;
	return linesWhere(on, and(eq(voteRoll.roundId, sql.placeholder("roundId")), isAsked)).prepare();
});

export type VoterLine = Awaited<ReturnType<typeof linesWhere>>[number];

/** `settled` says which of two ballots counts, once two people have signed. */
export function linesWhere(reader: Reader, which: SQL | undefined) {
	const line = { roundId: voteRoll.roundId, rollNumber: voteRoll.number };
	return reader
		.select({
			...{ ...line, householdId: voteRoll.householdId, villageId: voteRoll.villageId, struckAt: voteRoll.struckAt },
			struckWhy: voteRoll.struckWhy,
			...{ version: ballots.version, votes: ballots.votes, channel: ballots.channel, at: ballots.at },
			...{ usedAt: paperBallots.usedAt, isSpoiled: IS_SPOILED, conflictId: ballotConflicts.paperBallotId, settled: approvals.outcome },
		})
		.from(voteRoll)
		.leftJoin(ballots, and(eq(ballots.roundId, voteRoll.roundId), eq(ballots.rollNumber, voteRoll.number), isLastOf(line)))
		.leftJoin(
			paperBallots,
			and(eq(paperBallots.roundId, voteRoll.roundId), eq(paperBallots.rollNumber, voteRoll.number), isNull(paperBallots.voidedAt)),
		)
		.leftJoin(ballotConflicts, eq(ballotConflicts.paperBallotId, paperBallots.id))
		.leftJoin(approvals, isSignedFor("settlement", ballotConflicts))
		.where(which);
}

export function voterOf({ rollNumber, householdId, villageId, struckAt, version, votes, channel, at, ...paper }: VoterLine): Voter {
	const last = channel && at ? { channel, at, isWithdrawn: votes === 0 } : null;
	// A spoiled paper says nothing, so the household may still vote.
	const isUsed = paper.usedAt && !paper.isSpoiled && paper.settled !== "other";
	const state = paper.conflictId && !paper.settled ? "unsettled" : isUsed ? "used" : "none";
	return { rollNumber, householdId, villageId, isStruck: struckAt !== null, version: version ?? 0, last, paper: state };
}
