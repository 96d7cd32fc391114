import { setImmediate as giveWay } from "node:timers/promises";
import { and, count, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/ballots.ts";
import { voteCounts } from "#db/schema/vote-counts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { isJudgedSince } from "../doubts/invalidations.ts";
import { closeDueRounds } from "../rounds/close.ts";
import { enterRoundStage, type Round, requireRunsRound, roundFor } from "../rounds/round.ts";
import { type CountHead, countHead, countsOf } from "./counted.ts";
import { type CountFile, digestOf, FORMAT, fileHash, fileText } from "./file.ts";
import { type Material, materialOf, openQuestions, signedInvalidations } from "./material.ts";
import { resultOf } from "./recount.ts";

interface Counting {
	roundId: string;
	viewer: Viewer;
	at: Date;
}

export interface Count {
	count: number;
	sha256: string;
}

/**
 * Opens the ballots of a closed round, counts them and publishes the file. A county's ballots are read and opened outside the transaction, in pieces; inside,
 * it is made sure that nothing came meanwhile. Again it changes nothing, unless ballots were made invalid or upheld since: then it counts anew.
 */
export async function countRound({ roundId, viewer, at }: Counting): Promise<Count> {
	requireRunsRound(viewer, await roundFor(roundId));
	await closeDueRounds(at);
	const round = await roundFor(roundId);
	await requireCountable(round, at);
	const before = await countHead(roundId);
	if (before && !(await isJudgedSince(roundId, before.countedAt))) return countOf(before);
	const material = await materialOf(round);
	const file = await counted(material, before);
	await giveWay();
	const text = fileText(file);
	await giveWay();
	const done = await write((tx) => keep(tx, { round, material, text, before, viewer, at }));
	changed(["votes", `round:${roundId}`]);
	return done;
}

const countOf = ({ count, sha256 }: Pick<CountHead, "count" | "sha256">): Count => ({ count, sha256 });

async function requireCountable({ id, stage, paperUntil }: Round, at: Date): Promise<void> {
	if (stage === "final") throw new Refusal("conflict", "results.isFinal");
	if (stage !== "closed" && stage !== "counted") throw new Refusal("conflict", "results.notClosed");
	if (at < paperUntil) throw new Refusal("conflict", "results.paperMayCome");
	const { conflicts, signatures } = await openQuestions(id);
	if (conflicts > 0) throw new Refusal("conflict", "results.conflictsOpen", { params: { count: conflicts } });
	if (signatures > 0) throw new Refusal("conflict", "results.signaturesOpen", { params: { count: signatures } });
}

async function counted({ votes, announced }: Material, before: CountHead | null): Promise<CountFile> {
	const digest = digestOf(votes);
	await giveWay();
	const head = { format: FORMAT, count: (before?.count ?? 0) + 1, previous: before?.sha256 ?? null } as const;
	return { ...head, announced, ...votes, digest, result: resultOf(votes, digest) };
}

interface Keeping {
	round: Round;
	material: Material;
	text: string;
	before: CountHead | null;
	viewer: Viewer;
	at: Date;
}

async function keep(tx: Tx, { round, material, text, before, viewer, at }: Keeping): Promise<Count> {
	const roundId = round.id;
	const last = (await countsOf(roundId, tx)).at(-1);
	// Somebody else counted meanwhile.
	if (last && last.version !== before?.count) return { count: last.version, sha256: last.sha256 };
	await requireAsRead(tx, roundId, material);
	const done = { count: (before?.count ?? 0) + 1, sha256: fileHash(text) };
	const by = viewer.personId;
	await tx.insert(voteCounts).values({ roundId, version: done.count, file: text, sha256: done.sha256, countedBy: by, countedAt: at });
	await enterRoundStage(tx, { roundId, stage: "counted", actorId: by, at });
	await record(tx, { at, actorId: by, action: "round.count", subject: `round:${roundId}`, detail: { ...done } });
	return done;
}

// Ballots are only ever added, so as many as were read are those that were read.
async function requireAsRead(tx: Tx, roundId: string, { rows, invalidRolls }: Material): Promise<void> {
	const [now] = await tx
		.select({ rows: count() })
		.from(ballots)
		.where(and(eq(ballots.roundId, roundId)));
	const signed = await signedInvalidations(roundId, tx);
	if (now?.rows !== rows || signed.map(({ rollNumber }) => rollNumber).join() !== invalidRolls.join())
		throw new Refusal("conflict", "results.movedOn");
}
