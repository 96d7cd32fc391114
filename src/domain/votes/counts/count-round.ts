import { setImmediate as giveWay } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { publishedFile, publishFile } from "#domain/published-files/published-files.ts";
import { takeStep } from "#domain/stages.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { changed } from "#platform/changes.ts";
import { invalidatedRolls } from "../doubts/invalidations.ts";
import { closeDueRounds, isAsClosed } from "../rounds/close.ts";
import { ownRound, type Round, roundFor } from "../rounds/round.ts";
import { countOf } from "./counted.ts";
import { type CountFile, countText, digestOfVotes, FORMAT, LISTS } from "./file.ts";
import { candidatesOfFile, type Material, materialOf } from "./material.ts";
import { countLack, lastAppealEnd, openQuestions } from "./open-questions.ts";
import { resultOf } from "./recount.ts";

interface Counting {
	roundId: string;
	by: Viewer;
	at: Date;
}

/**
 * Opens the ballots of a closed round, counts them and publishes the file, once and for good: two counts that differ by one ballot would reveal its choice. A
 * county's ballots are read and opened in pieces outside the transaction; the transaction checks that nothing came meanwhile.
 */
export async function countRound({ roundId, by, at }: Counting): Promise<{ sha256: string }> {
	await ownRound(roundId, by);
	await closeDueRounds(at);
	const round = await roundFor(roundId);
	const before = await publishedFile(countOf(roundId));
	if (before) return { sha256: before.sha256 };
	await requireCountable(round, at);
	await requireAsClosed(roundId);
	const material = await materialOf(round);
	const file = await counted(material);
	await giveWay();
	const text = countText(file);
	await giveWay();
	const done = await write((tx) => keep(tx, { round, material, text, by, at }));
	changed(["votes", `round:${roundId}`]);
	return done;
}

async function requireCountable(round: Round, at: Date): Promise<void> {
	const found = countLack(round, await openQuestions(round.id, at), at);
	if (found) throw new Refusal("conflict", `counts.${found.lack}`, { params: { count: found.count } });
	requireTrulyPast(round.paperUntil);
	const appealEnd = await lastAppealEnd(round.id);
	if (appealEnd) requireTrulyPast(appealEnd);
}

/** Refuses to count if the box differs from the digest at the closing: then somebody changed the database. */
async function requireAsClosed(roundId: string): Promise<void> {
	if (!(await isAsClosed(roundId))) throw new Refusal("conflict", "counts.boxChanged");
}

async function counted({ votes, announced }: Material): Promise<CountFile> {
	const digest = digestOfVotes(votes);
	await giveWay();
	return { format: FORMAT, announced, ...votes, digest, result: resultOf(votes, digest) };
}

interface Keeping extends Omit<Counting, "roundId"> {
	round: Round;
	material: Material;
	text: string;
}

async function keep(tx: Tx, { round, material, text, by, at }: Keeping): Promise<{ sha256: string }> {
	const roundId = round.id;
	const other = await publishedFile(countOf(roundId), tx);
	if (other) return { sha256: other.sha256 };
	await requireAsRead(tx, roundId, material);
	const actorId = by.personId;
	const { sha256 } = await publishFile(tx, { ...countOf(roundId), text, lists: LISTS, by: actorId, at });
	await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "counted", actorId, at });
	await record(tx, { at, actorId, action: "round.count", subject: `round:${roundId}`, detail: { sha256 } });
	return { sha256 };
}

// Ballots are only added, so an equal number of rows means equal rows. A yes may have been taken back meanwhile.
async function requireAsRead(tx: Tx, roundId: string, { rows, invalidRolls, votes }: Material): Promise<void> {
	const signed = await invalidatedRolls(roundId, tx);
	const isAsRead =
		(await tx.$count(ballots, eq(ballots.roundId, roundId))) === rows &&
		signed.map(({ rollNumber }) => rollNumber).join() === invalidRolls.join() &&
		canonicalJson(await candidatesOfFile(roundId, tx)) === canonicalJson(votes.candidates);
	if (!isAsRead) throw new Refusal("conflict", "counts.movedOn");
}
