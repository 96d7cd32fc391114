import { setImmediate as giveWay } from "node:timers/promises";
import type { Tx } from "#db/client.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { publishedFile, publishFile } from "#domain/published-files/published-files.ts";
import { takeStep } from "#domain/stages.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { changed } from "#platform/changes.ts";
import { closeDueRounds, isAsClosed } from "../rounds/close.ts";
import { type Note, type OnRound, onRound, ownRound, type Round, roundFor } from "../rounds/round.ts";
import { countOf } from "./counted.ts";
import { type CountFile, countText, digestOfVotes, FORMAT, LISTS } from "./file.ts";
import { type Material, materialOf, movingParts } from "./material.ts";
import { countLacks, openQuestions } from "./open-questions.ts";
import { resultOf } from "./recount.ts";

/** Once and for good: two counts that differ by one ballot would reveal its choice. Ballots are read before the transaction; it checks that none came since. */
export async function countRound(deed: OnRound): Promise<{ sha256: string }> {
	const { roundId, by, at } = deed;
	await ownRound(roundId, by);
	await closeDueRounds(at);
	const round = await roundFor(roundId);
	const before = await publishedFile(countOf(roundId));
	if (before) return { sha256: before.sha256 };
	await requireCountable(round, at);
	// A difference means that somebody changed the database since the closing.
	if (!(await isAsClosed(roundId))) throw new Refusal("conflict", "counts.boxChanged");
	const material = await materialOf(round);
	const file = await counted(material);
	await giveWay();
	const text = countText(file);
	await giveWay();
	const done = await onRound(deed, ownRound, (tx, { id }, note) => keep(tx, { id, material, text, by: by.personId, at, note }));
	changed(["votes", `round:${roundId}`]);
	return done;
}

async function requireCountable(round: Round, at: Date): Promise<void> {
	const open = await openQuestions(round);
	const [first] = countLacks(round, open, at);
	if (first) throw new Refusal("conflict", `counts.${first.lack}`, { params: { count: first.count ?? 0 } });
	requireTrulyPast(round.paperUntil);
	if (open.appealEnd) requireTrulyPast(open.appealEnd);
}

async function counted({ votes, announced }: Material): Promise<CountFile> {
	const digest = digestOfVotes(votes);
	await giveWay();
	return { format: FORMAT, announced, ...votes, digest, result: resultOf(votes, digest) };
}

type Keeping = { id: string; material: Material; text: string; by: string; at: Date; note: Note };

async function keep(tx: Tx, { id, material, text, by, at, note }: Keeping): Promise<{ sha256: string }> {
	const other = await publishedFile(countOf(id), tx);
	if (other) return { sha256: other.sha256 };
	if (canonicalJson(await movingParts(id, tx)) !== canonicalJson(material.moving)) throw new Refusal("conflict", "counts.movedOn");
	const { sha256 } = await publishFile(tx, { ...countOf(id), text, lists: LISTS, by, at });
	await takeStep(tx, ROUND_LIFE, { id, stage: "counted", actorId: by, at });
	await note("round.count", { sha256 });
	return { sha256 };
}
