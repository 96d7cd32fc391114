import { createHash } from "node:crypto";
import { and, asc, eq, lte, max, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import { record } from "#domain/audit/trail.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { isClockSteady } from "#platform/steady-clock.ts";
import { roundFor, stepInto } from "./round.ts";

/**
 * Writes down the closing of each round whose time is over, with a digest of what lies sealed. While the clock has just jumped nothing is written:
 * a wrong hour would end a vote for good. What is written stays, wherever the clock jumps to. Returns the rounds that it closed.
 */
export async function closeDueRounds(at: Date, isSteady: () => boolean = isClockSteady): Promise<string[]> {
	// Asked each time, due or not: each question is a look at the clock.
	if (!isSteady()) return [];
	const due = await db.select({ id: voteRounds.id }).from(voteRounds).where(isDue(at));
	const closed: string[] = [];
	for (const { id } of due) if (await write((tx) => closeRound(tx, id, at))) closed.push(id);
	if (closed.length > 0) changed(["votes", ...closed.map((id) => `round:${id}` as const)]);
	return closed;
}

function isDue(at: Date) {
	return and(eq(voteRounds.stage, "announced"), lte(voteRounds.closesAt, at));
}

async function closeRound(tx: Tx, roundId: string, at: Date): Promise<boolean> {
	const round = await roundFor(roundId, tx);
	if (round.stage !== "announced") return false;
	const lastSeq = await lastBallot(tx, roundId);
	const digest = await sealedDigest(roundId, { lastSeq, reader: tx });
	await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "closed", actorId: null, at, note: `${lastSeq}:${digest}` });
	await record(tx, { at, actorId: null, action: "round.close", subject: `round:${roundId}`, detail: { digest } });
	return true;
}

async function lastBallot(tx: Tx, roundId: string): Promise<number> {
	const [last] = await tx
		.select({ seq: max(ballots.seq) })
		.from(ballots)
		.where(eq(ballots.roundId, roundId));
	return last?.seq ?? 0;
}

const PAGE = 5_000;

/**
 * SHA-256 over the ballots of a round up to a row, sealed as they are, in the order of roll number and version: "number:version:hex" a line. It says
 * nothing of what they hold; later it shows that none of them was changed, added or taken away.
 */
export async function sealedDigest(roundId: string, { lastSeq, reader = db }: { lastSeq: number; reader?: Reader }): Promise<string> {
	const hash = createHash("sha256");
	let after = { rollNumber: 0, version: 0 };
	for (;;) {
		const rows = await reader
			.select({ rollNumber: ballots.rollNumber, version: ballots.version, sealed: ballots.sealed })
			.from(ballots)
			.where(and(eq(ballots.roundId, roundId), lte(ballots.seq, lastSeq), beyond(after)))
			.orderBy(asc(ballots.rollNumber), asc(ballots.version))
			.limit(PAGE);
		for (const { rollNumber, version, sealed } of rows) hash.update(`${rollNumber}:${version}:${Buffer.from(sealed).toString("hex")}\n`);
		const last = rows.at(-1);
		if (rows.length < PAGE || !last) return hash.digest("hex");
		after = last;
	}
}

function beyond({ rollNumber, version }: { rollNumber: number; version: number }) {
	return sql`(${ballots.rollNumber}, ${ballots.version}) > (${rollNumber}, ${version})`;
}

/** Whether what lies in the box now is what lay there when the closing was written down; true where no closing was. What came on paper later is beside it. */
export async function isAsClosed(roundId: string): Promise<boolean> {
	const closing = await stepInto(roundId, "closed");
	const [lastSeq, digest] = closing?.note.split(":") ?? [];
	return !digest || digest === (await sealedDigest(roundId, { lastSeq: Number(lastSeq) }));
}
