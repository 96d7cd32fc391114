import { and, asc, eq, notInArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { sign } from "#domain/approvals/answer.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import type { RoundCast } from "./poll.ts";
import { hoursAfter, type Step, step } from "./steps.ts";
import { QUESTIONS } from "./words.ts";

interface Over {
	cast: RoundCast;
	closesAt: Date;
	paperUntil: Date;
	roundOf: () => string;
}

/** A closed round that waits for its officers: a neighbour's phone lent around, a household that voted twice, an appeal, a missing signature. */
export function doubtSteps({ cast, closesAt, paperUntil, roundOf }: Over): Step[] {
	const { admin, auditor, members } = cast;
	let invalid = { approvalId: "", householdId: "" };
	const question = async (at: Date, nth: number, outcome: "not_by_household" | "duplicate_paper", why: string) => {
		const [voter] = (await phoneVoters(roundOf(), members)).slice(nth);
		if (!voter) throw new Error("too few vote in the demo");
		const proposal = { kind: "invalidation", roundId: roundOf(), rollNumber: voter.rollNumber, outcome, why, by: admin, at } as const;
		return { ...(await proposeOnLine(proposal)), householdId: voter.householdId };
	};
	return [
		step(hoursAfter(closesAt, -6), (at) => onOnePhone(roundOf(), cast, at)),
		step(hoursAfter(closesAt, -5), (at) => twice(roundOf(), cast, at)),
		// The demo's clock is set to each step, so it counts as steady.
		step(closesAt, (at) => closeDueRounds(at, () => true)),
		step(hoursAfter(paperUntil, 1), (at) => findFlags({ roundId: roundOf(), by: admin, at })),
		step(hoursAfter(paperUntil, 2), async (at) => {
			invalid = await question(at, 2, "not_by_household", QUESTIONS.byNeighbour);
		}),
		step(hoursAfter(paperUntil, 3), (at) => sign({ approvalId: invalid.approvalId, by: auditor, at }, BALLOT_APPROVALS)),
		step(hoursAfter(paperUntil, 4), (at) => question(at, 3, "duplicate_paper", QUESTIONS.twice)),
		step(hoursAfter(paperUntil, 6), async (at) => {
			const by = members.get(invalid.householdId);
			if (by) await appeal({ roundId: roundOf(), by, words: QUESTIONS.appeal, at });
		}),
	];
}

/** Households that voted by phone, are no candidates and can sign in, in the order of the roll. */
async function phoneVoters(roundId: string, members: RoundCast["members"]) {
	const standing = db.select({ id: voteCandidates.householdId }).from(voteCandidates).where(eq(voteCandidates.roundId, roundId));
	const rows = await db
		.selectDistinct({ rollNumber: voteRoll.number, householdId: voteRoll.householdId })
		.from(ballots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, ballots.roundId), eq(voteRoll.number, ballots.rollNumber)))
		.where(and(eq(ballots.roundId, roundId), eq(ballots.channel, "phone"), notInArray(voteRoll.householdId, standing)))
		.orderBy(asc(voteRoll.number));
	return rows.filter(({ householdId }) => members.has(householdId));
}

const HELPED = 5;

/** The last households of the roll vote on one neighbour's phone. */
async function onOnePhone(roundId: string, { members }: RoundCast, at: Date): Promise<void> {
	const candidates = await db.select().from(voteCandidates).where(eq(voteCandidates.roundId, roundId)).orderBy(asc(voteCandidates.number));
	const voters = (await phoneVoters(roundId, members)).slice(-HELPED);
	for (const [n, { householdId }] of voters.entries()) {
		const numbers = candidates.map(({ number }) => number).slice(0, 1 + (n % 2));
		const mark = "the neighbour's";
		await castBallot({ roundId, householdId, numbers, channel: "phone", mark, at: new Date(at.getTime() + n * 8 * 60_000) });
	}
}

/** A household that voted by phone also casts a paper. */
async function twice(roundId: string, { admin, readers, members }: RoundCast, at: Date): Promise<void> {
	const [, voter] = await phoneVoters(roundId, members);
	if (!voter) throw new Error("too few vote in the demo");
	const { papers } = await issuePapers({ roundId, householdIds: [voter.householdId], by: admin, at });
	for (const by of readers) await enterPaper({ roundId, code: papers[0]?.code ?? "", reading: { isSpoiled: false, numbers: [1] }, by, at });
}
