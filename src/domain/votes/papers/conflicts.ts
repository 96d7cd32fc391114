import { and, asc, eq, ne } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { approvalsOf, standing } from "#domain/approvals/approvals.ts";
import type { Approval } from "#domain/approvals/types.ts";
import { Refusal } from "#domain/errors.ts";
import { castBallot } from "../ballots/cast-ballot.ts";
import { isInRound, type Line, lineOf, subjectOf } from "../ballots/lines.ts";
import { openedChoice } from "../ballots/seal.ts";
import { isOwnBallot } from "../doubts/officers.ts";
import { type Proposing, proposeOnLine, requireNoCandidate } from "../doubts/propose-on-line.ts";
import { homesByNumber } from "../rounds/roll.ts";
import { ownRound, type Round, roundFor } from "../rounds/round.ts";
import { isPastClosing, phaseOf } from "../rules.ts";
import type { Channel, RollHome, Settlement } from "../types.ts";

/** Two ballots of one household as the officer sees them: channel and time, never the choice. */
export interface ConflictView {
	home: RollHome;
	other: { channel: Channel; at: Date };
	paperReadAt: Date;
	settlement: Approval | null;
	/** The viewer's own or a relative's household: other people decide. */
	isOwn: boolean;
}

export async function conflictsOf(viewer: Viewer, roundId: string): Promise<ConflictView[]> {
	const rows = await db
		.select({ rollNumber: ballotConflicts.rollNumber, foundAt: ballotConflicts.foundAt, usedAt: paperBallots.usedAt })
		.from(ballotConflicts)
		.innerJoin(paperBallots, eq(paperBallots.id, ballotConflicts.paperBallotId))
		.where(eq(ballotConflicts.roundId, roundId))
		.orderBy(asc(ballotConflicts.foundAt));
	const rolls = rows.map(({ rollNumber }) => rollNumber);
	const [homes, others, all] = await Promise.all([
		homesByNumber(db, roundId, rolls),
		otherBallots(roundId),
		approvalsOf(["settlement"], isInRound(roundId)),
	]);
	const views = rows.map(async ({ rollNumber, usedAt, foundAt }) => {
		const proposals = all.filter(({ subject }) => subject === subjectOf({ roundId, rollNumber }));
		return {
			home: homes.get(rollNumber) as RollHome,
			other: others.get(rollNumber) as ConflictView["other"],
			paperReadAt: usedAt ?? foundAt,
			settlement: standing(proposals, "settlement"),
			isOwn: await isOwnBallot(db, viewer.personId, { roundId, rollNumber }),
		};
	});
	return (await Promise.all(views)).sort((a, b) => Number(Boolean(a.settlement?.answer)) - Number(Boolean(b.settlement?.answer)));
}

/** Each conflicting household's last ballot that did not come on paper. */
async function otherBallots(roundId: string): Promise<Map<number, ConflictView["other"]>> {
	const rows = await db
		.select({ rollNumber: ballots.rollNumber, channel: ballots.channel, at: ballots.at })
		.from(ballots)
		.innerJoin(ballotConflicts, and(eq(ballotConflicts.roundId, ballots.roundId), eq(ballotConflicts.rollNumber, ballots.rollNumber)))
		.where(and(eq(ballots.roundId, roundId), ne(ballots.channel, "paper")))
		.orderBy(asc(ballots.version));
	return new Map(rows.map(({ rollNumber, ...ballot }) => [rollNumber, ballot]));
}

/** Proposes which of the two ballots counts, and why. */
export function proposeSettlement(proposing: Proposing & { outcome: Settlement }): Promise<{ approvalId: string }> {
	return write(async (tx) => {
		await requireConflict(tx, proposing);
		const round = await ownRound(proposing.roundId, proposing.by, tx);
		requireAfterClosing(round, proposing.at);
		return proposeOnLine(tx, "settlement", { ...proposing, round });
	});
}

/** Signed, it holds. If the paper counts, it goes into the box, with the time at which two people had read it. */
export const SETTLEMENT: KindRules = {
	async require(tx, { subject }, { by, at }) {
		const { roundId } = lineOf(subject);
		requireAfterClosing(await roundFor(roundId, tx), at);
		await requireNoCandidate(tx, by, roundId);
	},
	async takeEffect(tx, { subject, outcome }) {
		if (outcome === "paper") await castPaper(tx, await requireConflict(tx, lineOf(subject)));
	},
};

/** Before the closing not even the officer learns that a household has voted. */
function requireAfterClosing(round: Round, at: Date): void {
	if (round.stage === "cancelled") throw new Refusal("conflict", "doubts.isFinal");
	if (!isPastClosing(phaseOf(round, at))) throw new Refusal("conflict", "doubts.notClosed");
}

type Conflict = typeof ballotConflicts.$inferSelect;

async function requireConflict(tx: Tx, { roundId, rollNumber }: Line): Promise<Conflict> {
	const ofLine = and(eq(ballotConflicts.roundId, roundId), eq(ballotConflicts.rollNumber, rollNumber));
	const [conflict] = await tx.select().from(ballotConflicts).where(ofLine);
	if (!conflict) throw new Refusal("not_found", "common.notFound");
	return conflict;
}

async function castPaper(tx: Tx, { roundId, rollNumber, paperBallotId }: Conflict): Promise<void> {
	const [paper] = await tx
		.select({ householdId: voteRoll.householdId, usedAt: paperBallots.usedAt })
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.where(eq(paperBallots.id, paperBallotId));
	const numbers = await agreedReading(tx, { roundId, rollNumber, paperBallotId });
	if (!paper?.usedAt || !numbers) throw new Error(`paper ${paperBallotId} was not read alike`);
	await castBallot({ roundId, householdId: paper.householdId, numbers, channel: "paper", at: paper.usedAt }, tx);
}

type OfPaper = Pick<Conflict, "roundId" | "rollNumber" | "paperBallotId">;

async function agreedReading(tx: Tx, { roundId, rollNumber, paperBallotId }: OfPaper): Promise<number[] | null> {
	const entries = await tx
		.select({ attempt: paperEntries.attempt, sealed: paperEntries.sealed })
		.from(paperEntries)
		.where(eq(paperEntries.paperBallotId, paperBallotId))
		.orderBy(asc(paperEntries.attempt));
	const last = entries.at(-1);
	return last ? openedChoice(roundId, Buffer.from(last.sealed), { rollNumber, version: last.attempt }, "papers") : null;
}
