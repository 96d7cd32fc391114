import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { piecesOf, publishedFile, publishFile } from "#domain/published-files/published-files.ts";
import { beginOf } from "#domain/published-files/text.ts";
import { receiptHash, receiptOf } from "#domain/votes/ballots/receipts.ts";
import { countedFile, countOf, isReceiptCounted } from "#domain/votes/counts/counted.ts";
import { LISTS } from "#domain/votes/counts/file.ts";
import { sha256 } from "#platform/hash.ts";
import { freshDatabase } from "#tests/database.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, countedJune } from "#tests/votes.ts";

freshDatabase();

test("the pieces of a county's file are what was counted, to the byte, none so long that it keeps others waiting", async () => {
	const text = await longCount(6_000);
	const pieces: Buffer[] = [];
	for await (const piece of piecesOf(countOf("long"))) pieces.push(piece);
	expect(Buffer.concat(pieces).toString()).toBe(text);
	expect(pieces.length).toBeGreaterThan(5);
	expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
	expect(await publishedFile(countOf("long"))).toEqual({ bytes: Buffer.byteLength(text), sha256: sha256(text), publishedAt: CLOSES });
	expect(await countedFile("long")).toEqual({ text, sha256: sha256(text) });
});

test("of a round that is not counted there is none", async () => {
	expect(await countedFile("july")).toBeNull();
	expect(await piecesOf(countOf("july")).next()).toEqual({ done: true, value: undefined });
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
	const head = (await countedJune()).split(beginOf(LISTS))[0];
	const hamlet = { id: "region-990101100201001", parent: { id: "region-990101100201" } };
	const homes = ["bao", "chen"].map((key) => ({ personId: `person-${key}`, householdId: `household-${key}`, hamlet }));
	await roundOf("long", { regionId: "region-990101100000", candidates: homes, roll: homes });
	await closeRound("long");
	const hashes = Array.from({ length: ballots }, (_, n) => receiptHash("long", receiptOf("long", n + 1))).sort();
	const slips = hashes.flatMap(() => [12, 7, 3, 140, 255, 31, 8]);
	const text = `${head}${beginOf(LISTS)}${JSON.stringify(hashes.map((hash) => [hash, 7]))},\n"slips":${JSON.stringify(slips)}\n}\n`;
	await write((tx) => publishFile(tx, { ...countOf("long"), text, lists: LISTS, by: "person-wang", at: CLOSES }));
	return text;
}
