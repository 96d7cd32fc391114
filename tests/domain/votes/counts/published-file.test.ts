import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { voteCounts } from "#db/schema/votes/counts.ts";
import { receiptHash, receiptOf } from "#domain/votes/ballots/receipts.ts";
import { bytesOf, countedFile, isReceiptCounted, keepPieces, piecesOf } from "#domain/votes/counts/counted.ts";
import { LISTS_BEGIN } from "#domain/votes/counts/file.ts";
import { sha256 } from "#platform/hash.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, countedJune } from "#tests/votes.ts";

freshDatabase();

test("the pieces of a county's file are what was counted, to the byte, none so long that it keeps others waiting", async () => {
	const text = await longCount(6_000);
	const pieces: Buffer[] = [];
	for await (const piece of piecesOf("long")) pieces.push(piece);
	expect(Buffer.concat(pieces).toString()).toBe(text);
	expect(pieces.length).toBeGreaterThan(5);
	expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
	expect(await bytesOf("long")).toBe(Buffer.byteLength(text));
	expect(await countedFile("long")).toEqual({ text, sha256: sha256(text) });
});

test("of a round that is not counted there is none", async () => {
	expect(await countedFile("july")).toBeNull();
	expect(await piecesOf("july").next()).toEqual({ done: true, value: undefined });
	expect(await isReceiptCounted("july", receiptOf("july", 1))).toBeNull();
});

test("in a list of many pieces each receipt is found, and none beside", async () => {
	await longCount(6_000);
	const every = Array.from({ length: 6_000 }, (_, n) => isReceiptCounted("long", receiptOf("long", n + 1)));
	expect((await Promise.all(every)).filter((isFound) => isFound !== true)).toEqual([]);
	for (const number of [0, 6_001, 7_000]) expect(await isReceiptCounted("long", receiptOf("long", number)), String(number)).toBe(false);
});

test("where nobody voted there is no receipt to find", async () => {
	await longCount(0);
	expect(await isReceiptCounted("long", receiptOf("long", 1))).toBe(false);
});

/** A county's count, as rows: nobody votes 6,000 times. Returns what is published. */
async function longCount(ballots: number): Promise<string> {
	const head = (await countedJune()).split(LISTS_BEGIN)[0];
	const hamlet = { id: "region-990101100201001", parent: { id: "region-990101100201" } };
	const homes = ["bao", "chen"].map((key) => ({ personId: `person-${key}`, householdId: `household-${key}`, hamlet }));
	await roundOf("long", { regionId: "region-990101100000", candidates: homes, roll: homes });
	await closeRound("long");
	const hashes = Array.from({ length: ballots }, (_, n) => receiptHash("long", receiptOf("long", n + 1))).sort();
	const slips = hashes.flatMap(() => [12, 7, 3, 140, 255, 31, 8]);
	const text = `${head}${LISTS_BEGIN}${JSON.stringify(hashes.map((hash) => [hash, 7]))},\n"slips":${JSON.stringify(slips)}\n}\n`;
	const counted = { roundId: "long", sha256: sha256(text), countedBy: "person-wang", countedAt: CLOSES };
	await write(async (tx) => {
		await tx.insert(voteCounts).values(counted);
		await keepPieces(tx, "long", text);
	});
	return text;
}
