import { createHash } from "node:crypto";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ROUND_LIFE, voteRounds } from "#db/schema/votes/rounds.ts";
import { record } from "#domain/audit/trail.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { isClockSteady } from "#platform/steady-clock.ts";
import { phaseOf } from "../rules.ts";
import type { Phase } from "../types.ts";
import { ballotsIn } from "./ballots-in.ts";
import { roundFor, stepInto } from "./round.ts";

/** Just after the clock has jumped nothing is closed, because a wrong hour would end a vote for good. Returns the rounds that it closed. */
export async function closeDueRounds(at: Date, isSteady: () => boolean = isClockSteady): Promise<string[]> {
	// Asked even if nothing is due, because each question also watches the clock.
	if (!isSteady()) return [];
	const isDue = and(eq(voteRounds.stage, "announced"), lte(voteRounds.closesAt, at));
	const due = await db.select({ id: voteRounds.id }).from(voteRounds).where(isDue);
	const closed: string[] = [];
	for (const { id } of due) if (await write((tx) => closeRound(tx, id, at))) closed.push(id);
	if (closed.length > 0) changed(["votes", ...closed.map((id) => `round:${id}` as const)]);
	return closed;
}

async function closeRound(tx: Tx, roundId: string, at: Date): Promise<boolean> {
	const round = await roundFor(roundId, tx);
	if (round.stage !== "announced") return false;
	const [last] = await tx.all<{ seq: number | null }>(sql`select max(seq) as seq from ballots where round_id = ${roundId}`);
	const lastSeq = last?.seq ?? 0;
	const digest = await sealedDigest(roundId, { lastSeq, reader: tx });
	await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "closed", actorId: null, at, note: `${lastSeq}:${digest}` });
	await record(tx, { at, actorId: null, action: "round.close", subject: `round:${roundId}`, detail: { digest } });
	return true;
}

/** SHA-256 of a line "number:version:hex" per sealed ballot, by number and version. It shows later that no ballot was changed, added or removed. */
export async function sealedDigest(roundId: string, { lastSeq, reader = db }: { lastSeq: number; reader?: Reader }): Promise<string> {
	const hash = createHash("sha256");
	for await (const { rollNumber, version, sealed } of ballotsIn(roundId, lte(ballots.seq, lastSeq), reader))
		hash.update(`${rollNumber}:${version}:${sealed.toString("hex")}\n`);
	return hash.digest("hex");
}

/** True if there was no closing. Papers entered later are left out. */
export async function isAsClosed(roundId: string): Promise<boolean> {
	const closing = await stepInto(roundId, "closed");
	const [lastSeq, digest] = closing?.note.split(":") ?? [];
	return !digest || digest === (await sealedDigest(roundId, { lastSeq: Number(lastSeq) }));
}

const shownPhases = perDatabase(() => new Map<string, Phase>());

/** Each minute: closes due rounds, and drops kept pages if a round has opened or closed. */
export async function tendRounds(at: Date): Promise<void> {
	await closeDueRounds(at);
	const running = inArray(voteRounds.stage, ["announced", "closed"]);
	for (const round of await db.select().from(voteRounds).where(running)) {
		const phase = phaseOf(round, at);
		const before = shownPhases().get(round.id);
		shownPhases().set(round.id, phase);
		if (before && before !== phase) changed(["votes", `round:${round.id}`]);
	}
}
