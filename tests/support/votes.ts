import { and, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import type { publishedFiles } from "#db/schema/published-files.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import { sealedChoice } from "#domain/votes/ballots/seal.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { findFlags } from "#domain/votes/doubts/find-flags.ts";
import { answerFlag, flagsOf } from "#domain/votes/doubts/flags.ts";
import type { OnRound } from "#domain/votes/rounds/round.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";

/** A household's ballot; a second one replaces the first. No numbers = taken back. */
export async function say(roundId: string, rollNumber: number, numbers: number[], channel: "phone" | "paper" = "phone"): Promise<void> {
	await write(async (tx) => {
		const version = 1 + (await tx.$count(ballots, and(eq(ballots.roundId, roundId), eq(ballots.rollNumber, rollNumber))));
		const sealed = sealedChoice(roundId, { rollNumber, version, numbers });
		const at = minutesAfter(OPENS, 1);
		await tx.insert(ballots).values({ roundId, rollNumber, version, channel, votes: numbers.length, sealed, at });
	});
}

/** A paper that Li and Meng read alike; spoiled if it has no numbers. */
export async function sayOnPaper(roundId: string, rollNumber: number, numbers: number[]): Promise<void> {
	await readPaper(roundId, rollNumber, numbers);
	if (numbers.length > 0) await say(roundId, rollNumber, numbers, "paper");
}

/** A paper that was read but is not yet in the box. Returns its id. */
export async function readPaper(roundId: string, rollNumber: number, numbers: number[]): Promise<string> {
	const id = `${roundId}-paper-${rollNumber}`;
	const isSpoiled = numbers.length === 0;
	await write(async (tx) => {
		await tx.insert(paperBallots).values({ id, roundId, rollNumber, codeHash: id, issuedBy: "person-wang", issuedAt: OPENS });
		const sealed = sealedChoice(roundId, { rollNumber, version: 0, numbers }, "papers");
		const entry = { paperBallotId: id, attempt: 1, sealed, votes: numbers.length, spoiled: isSpoiled, at: OPENS };
		await tx.insert(paperEntries).values(["person-li", "person-meng"].map((enteredBy) => ({ ...entry, enteredBy })));
		await tx.update(paperBallots).set({ usedAt: OPENS }).where(eq(paperBallots.id, id));
	});
	return id;
}

export async function closeRound(roundId: string, at = CLOSES): Promise<void> {
	const steps = await db.select({ seq: voteRoundStages.seq }).from(voteRoundStages).where(eq(voteRoundStages.roundId, roundId));
	await write((tx) => tx.insert(voteRoundStages).values({ roundId, seq: steps.length + 1, stage: "closed", at }));
}

/** When the time for appeals against what was signed at the closing is over. */
export const APPEALS_OVER = minutesAfter(CLOSES, 3 * 24 * 60);

/** Wang proposes, Song signs. */
export async function makeInvalid(roundId: string, rollNumber: number, { isSigned = true, at = CLOSES } = {}): Promise<void> {
	await propose({ kind: "invalidation", roundId, rollNumber, outcome: "bought", by: "person-wang", at });
	if (isSigned) await signByHand(`${roundId}-invalidation-${rollNumber}`, "person-song", at);
}

interface Proposing {
	kind: "invalidation" | "ruling" | "settlement";
	roundId: string;
	rollNumber: number;
	outcome: string;
	by: string;
	at?: Date;
	id?: string;
}

/** The row of a proposal about a ballot; its id is ROUND-KIND-NUMBER. */
export async function propose({ kind, roundId, rollNumber, by, outcome, at = CLOSES, ...more }: Proposing): Promise<void> {
	const [round] = await db.select().from(voteRounds).where(eq(voteRounds.id, roundId));
	const line = and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, rollNumber));
	const [home] = await db.select().from(voteRoll).where(line);
	const about = { kind, subject: `${roundId}/${rollNumber}`, regionId: round?.regionId ?? "", householdId: home?.householdId ?? "" };
	const said = { outcome, why: "有人拿鸡蛋换票", proposedBy: by, proposedAt: at };
	await write((tx) => tx.insert(approvals).values({ id: `${roundId}-${kind}-${rollNumber}`, ...about, ...said, ...more }));
}

export async function signByHand(id: string, answeredBy: string, at = CLOSES, answer: "signed" | "refused" = "signed"): Promise<void> {
	const answerWhy = answer === "refused" ? "问过这户，没有这回事" : null;
	await write((tx) => tx.update(approvals).set({ answer, answeredBy, answeredAt: at, answerWhy }).where(eq(approvals.id, id)));
}

/** Draws the visits of a closed round, and says why nobody went. */
export async function waiveVisits({ roundId, by, at }: OnRound): Promise<void> {
	await findFlags({ roundId, by, at });
	const sample = (await flagsOf(roundId)).find(({ evidence }) => evidence.kind === "sample");
	if (sample) await answerFlag({ flagId: sample.flagId, note: "大雪封山，没人能去。", isWaived: true, by, at });
}

/** Counts a round of three candidates with a tie to draw and four households, one with an invalid ballot. Returns the published file. */
export async function countedJune(): Promise<string> {
	const { homes, places, staff } = await inviteCast();
	const { bao, chen, du, fan } = homes;
	await roundOf("june", { regionId: places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan], ties: "drawn" });
	await say("june", 1, [2, 3]);
	await say("june", 2, [1, 2]);
	await say("june", 3, [3]);
	await say("june", 4, [1]);
	await closeRound("june");
	await makeInvalid("june", 4);
	await countRound({ roundId: "june", by: staff.wang, at: APPEALS_OVER });
	return (await countedFile("june"))?.text ?? "";
}

/** The row of a count whose file nobody reads. */
export function countRow(roundId: string, publishedAt: Date): typeof publishedFiles.$inferInsert {
	return { kind: "count", subject: roundId, sha256: "0", pieces: 0, bytes: 0, publishedBy: "person-wang", publishedAt };
}
