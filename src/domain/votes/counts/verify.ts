import { asc, isNotNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { sha256 } from "#platform/hash.ts";
import { openedChoice } from "../ballots/seal.ts";
import { ballotsIn } from "../rounds/ballots-in.ts";
import { isAsClosed } from "../rounds/close.ts";
import { roundFor } from "../rounds/round.ts";
import { countedFile } from "./counted.ts";
import type { CountFile } from "./file.ts";
import { materialOf } from "./material.ts";
import { recount } from "./recount.ts";

export type RoundFault = "seal_broken" | "ballots_changed" | "file_changed" | "recount_differs" | "ballots_differ";

export interface RoundsVerified {
	rounds: number;
	ballots: number;
	counts: number;
	faults: { fault: RoundFault; id: string }[];
}

/** Opens every seal, compares boxes with their digests at the closing and files with the ballots, and reports nothing about any choice. */
export async function verifyRounds(onProgress: (done: number, total: number) => void = () => undefined): Promise<RoundsVerified> {
	const found: RoundsVerified = { rounds: 0, ballots: 0, counts: 0, faults: [] };
	// Cancelled rounds are included, because what was announced, cast and published stays.
	const begun = isNotNull(voteRounds.rulesHash);
	const rounds = await db.select({ id: voteRounds.id }).from(voteRounds).where(begun).orderBy(asc(voteRounds.id));
	for (const { id } of rounds) {
		onProgress(found.rounds, rounds.length);
		found.rounds++;
		await verifyBox(id, found);
		await verifyCounts(id, found);
	}
	return found;
}

async function verifyBox(roundId: string, found: RoundsVerified): Promise<void> {
	for await (const { rollNumber, version, sealed, votes, seq } of ballotsIn(roundId)) {
		found.ballots++;
		const numbers = openedChoice(roundId, sealed, { rollNumber, version });
		if (numbers?.length !== votes) found.faults.push({ fault: "seal_broken", id: `${roundId}/${seq}` });
	}
	if (!(await isAsClosed(roundId))) found.faults.push({ fault: "ballots_changed", id: roundId });
}

async function verifyCounts(roundId: string, found: RoundsVerified): Promise<void> {
	const count = await countedFile(roundId);
	if (!count) return;
	found.counts++;
	if (sha256(count.text) !== count.sha256) found.faults.push({ fault: "file_changed", id: roundId });
	if ((await recount(count.text)).faults.length > 0) found.faults.push({ fault: "recount_differs", id: roundId });
	// A broken seal or a changed file was already reported, and there is nothing to compare.
	if (!found.faults.some(({ id }) => id.split("/")[0] === roundId) && (await differs(roundId, count.text)))
		found.faults.push({ fault: "ballots_differ", id: roundId });
}

type Lists = Pick<CountFile, "receipts" | "slips" | "invalidated" | "withdrawn" | "spoiled">;

async function differs(roundId: string, text: string): Promise<boolean> {
	const { votes } = await materialOf(await roundFor(roundId));
	return listsOf(votes) !== listsOf(JSON.parse(text) as CountFile);
}

function listsOf({ receipts, slips, invalidated, withdrawn, spoiled }: Lists): string {
	return JSON.stringify([receipts, slips, invalidated.map(({ reason, votes }) => [reason, votes]), withdrawn, spoiled]);
}
