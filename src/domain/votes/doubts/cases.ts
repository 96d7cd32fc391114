import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotAppeals } from "#db/schema/votes/doubts.ts";
import { ballotConflicts, paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, standing } from "#domain/approvals/approvals.ts";
import { Refusal } from "#domain/errors.ts";
import { isCloseTo } from "#domain/recusal.ts";
import { IS_INVALID, isInRound, lineOf, subjectOf } from "../ballots/lines.ts";
import { homesByNumber } from "../rounds/roll.ts";
import { type Round, roundFor } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";
import type { Case, InvalidationReason, RollHome } from "../types.ts";

export type CaseLine = Awaited<ReturnType<typeof lineAt>>;

export async function lineAt(roundId: string, which: { rollNumber: number } | { householdId: string }, reader: Reader = db) {
	const isLine = "rollNumber" in which ? eq(voteRoll.number, which.rollNumber) : eq(voteRoll.householdId, which.householdId);
	const [line] = await linesWhere(reader, await roundFor(roundId, reader), isLine);
	if (!line) throw new Refusal("not_found", "common.notFound");
	return line;
}

/** 要核实的户: those that voted twice or whose ballot somebody questioned. Those that wait for somebody come first. */
export async function casesOf(viewer: Viewer, round: Round): Promise<Case[]> {
	const isCase = sql`${voteRoll.number} in (select roll_number from ballot_conflicts where round_id = ${round.id}
		union select roll_number from ballot_approvals where round_id = ${round.id})`;
	const lines = await linesWhere(db, round, isCase);
	const homes = await homesByNumber(
		db,
		round.id,
		lines.map(({ rollNumber }) => rollNumber),
	);
	const cases = lines.map(async ({ rollNumber, householdId, approvals, appeal, appealUntil, ...line }) => ({
		...{ home: homes.get(rollNumber) as RollHome, approvals, appeal, appealUntil },
		twice: line.paper && line.other && { other: line.other, paperReadAt: line.paper.usedAt as Date },
		isOwn: await isCloseTo(db, viewer.personId, householdId),
	}));
	const all = (await Promise.all(cases)).map((one) => ({ ...one, isDone: isDone(one) }));
	return all.sort((a, b) => Number(a.isDone) - Number(b.isDone));
}

function isDone({ approvals, twice, appeal }: Omit<Case, "home" | "isOwn" | "isDone">): boolean {
	if (twice && !standing(approvals, "settlement")) return false;
	if (appeal && !standing(approvals, "ruling")) return false;
	return approvals.every(({ answer }) => answer);
}

async function linesWhere(reader: Reader, round: Round, which: SQL) {
	const { roundId, number: rollNumber, householdId } = voteRoll;
	const ofLine = (table: typeof ballots | typeof ballotAppeals | typeof ballotConflicts) =>
		and(eq(table.roundId, roundId), eq(table.rollNumber, rollNumber));
	const rows = await reader
		.select({
			...{ roundId, rollNumber, householdId, appeal: ballotAppeals },
			paper: { id: paperBallots.id, usedAt: paperBallots.usedAt },
			other: { channel: ballots.channel, at: ballots.at },
			hasBallot: sql`exists (select 1 from ballots b where b.round_id = ${roundId} and b.roll_number = ${rollNumber})`.mapWith(Boolean),
			isOwnAppeal: sql`exists (select 1 from roll_members m where m.round_id = ${roundId} and m.roll_number = ${rollNumber}
				and m.person_id = ${ballotAppeals.madeBy})`.mapWith(Boolean),
		})
		.from(voteRoll)
		.leftJoin(ballotAppeals, ofLine(ballotAppeals))
		.leftJoin(ballotConflicts, ofLine(ballotConflicts))
		.leftJoin(paperBallots, eq(paperBallots.id, ballotConflicts.paperBallotId))
		.leftJoin(ballots, and(ofLine(ballots), IS_LAST_BESIDE_PAPER))
		.where(and(eq(roundId, round.id), which))
		.orderBy(asc(rollNumber));
	const all = await approvalsOf(["invalidation", "ruling", "settlement"], isInRound(round.id), reader);
	return rows.map((row) => {
		const said = all.filter(({ subject, answer }) => subject === subjectOf(row) && answer?.said !== "replaced");
		const invalidation = standing(said, "invalidation")?.answer;
		return { ...row, round, approvals: said, appealUntil: invalidation ? appealEndOf(round, invalidation.at) : null };
	});
}

const IS_LAST_BESIDE_PAPER = sql`${ballots.version} = (select max(version) from ballots last
	where last.round_id = ${ballots.roundId} and last.roll_number = ${ballots.rollNumber} and last.channel <> 'paper')`;

export async function invalidatedRolls(roundId: string, reader: Reader = db) {
	const { subject, outcome } = approvals;
	const rows = await reader
		.select({ subject, outcome })
		.from(approvals)
		.where(and(isInRound(roundId), IS_INVALID));
	const rolls = rows.map((row) => ({ rollNumber: lineOf(row.subject).rollNumber, reason: row.outcome as InvalidationReason }));
	return rolls.sort((a, b) => a.rollNumber - b.rollNumber);
}
