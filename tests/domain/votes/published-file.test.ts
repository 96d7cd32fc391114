import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { voteCounts } from "#db/schema/votes/counts.ts";
import { receiptHash, receiptOf } from "#domain/votes/ballots/receipts.ts";
import { LISTS_BEGIN } from "#domain/votes/counts/file.ts";
import { isReceiptCounted } from "#domain/votes/counts/find-receipt.ts";
import { type PublishedFile, publishedFile, sweepPublishedFiles } from "#domain/votes/counts/published-file.ts";
import { sha256 } from "#platform/hash.ts";
import { storedPath } from "#platform/storage.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { filesUnder } from "#tests/photos.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, countedJune } from "#tests/votes.ts";

freshDatabase();
const says = ({ plain, zipped }: PublishedFile) => [readFileSync(plain.path, "utf8"), gunzipSync(readFileSync(zipped.path)).toString()];
const needed = (file: PublishedFile | null): PublishedFile => file ?? expect.fail("there is no published file");

test("what lies on the disk is what was counted, to the byte, plain and zipped", async () => {
	const text = await countedJune();
	const file = needed(await publishedFile("june"));
	expect(says(file)).toEqual([text, text]);
	expect(file.sha256).toBe(sha256(text));
	expect([file.plain, file.zipped].map(({ bytes }) => bytes)).toEqual([file.plain, file.zipped].map((one) => statSync(one.path).size));
});

test("however many ask at once, it is made once, and asked again nothing is written", async () => {
	await countedJune();
	const all = await Promise.all(Array.from({ length: 20 }, () => publishedFile("june")));
	expect(new Set(all).size).toBe(1);
	const [{ path: file }] = all.map((one) => needed(one).plain) as [PublishedFile["plain"]];
	const longAgo = new Date("2026-01-01T00:00:00Z");
	utimesSync(file, longAgo, longAgo);
	await publishedFile("june");
	expect(statSync(file).mtime).toEqual(longAgo);
	expect(filesUnder("counts").length).toBe(2);
});

test("what got lost, was cut short or is damaged when first asked for is made again from the database", async () => {
	const text = await countedJune();
	const hash = sha256(text);
	const places = [`${hash}.json`, `${hash}.json.gz`].map((name) => storedPath("counts", name)) as [string, string];
	mkdirSync(path.dirname(places[0]), { recursive: true });
	for (const place of places) writeFileSync(place, text.replace("june", "july"));
	expect(says(needed(await publishedFile("june")))).toEqual([text, text]);
	rmSync(places[0]);
	expect(says(needed(await publishedFile("june")))).toEqual([text, text]);
	truncateSync(places[1], 100);
	expect(says(needed(await publishedFile("june")))).toEqual([text, text]);
});

test("a file that somebody wrote over, as long as before, is noticed by the next who asks", async () => {
	const text = await countedJune();
	const { plain } = needed(await publishedFile("june"));
	writeFileSync(plain.path, text.replace("june", "july"));
	expect(says(needed(await publishedFile("june")))).toEqual([text, text]);
});

test("by the hash of another count, and of a round that is not counted, there is none", async () => {
	const text = await countedJune();
	expect(await publishedFile("june", sha256(text))).not.toBeNull();
	expect(await publishedFile("june", sha256(`${text} `))).toBeNull();
	expect(await publishedFile("july")).toBeNull();
});

test("the sweep takes files of counts that this database does not hold, and unfinished ones", async () => {
	await countedJune();
	const { plain } = needed(await publishedFile("june"));
	const others = [storedPath("counts", `${"0".repeat(64)}.json`), `${plain.path}.abc123.part`];
	for (const file of others) {
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, "half");
	}
	const now = new Date();
	expect(await sweepPublishedFiles(sweepAt(now))).toBe(0);
	expect(await sweepPublishedFiles(sweepAt(new Date(now.getTime() + 2 * 60 * 60 * 1000)))).toBe(2);
	expect([plain.path, ...others].map(existsSync)).toEqual([true, false, false]);
});

test("in a list longer than what is read at a time each receipt is found, and none beside", async () => {
	await longCount(6_000);
	for (const number of [1, 2, 3, 1_999, 2_000, 2_001, 4_321, 5_999, 6_000])
		expect(await isReceiptCounted("long", receiptOf("long", number)), String(number)).toBe(true);
	for (const number of [0, 6_001, 7_000]) expect(await isReceiptCounted("long", receiptOf("long", number)), String(number)).toBe(false);
	const every = Array.from({ length: 6_000 }, (_, n) => isReceiptCounted("long", receiptOf("long", n + 1)));
	expect((await Promise.all(every)).filter((isFound) => isFound !== true)).toEqual([]);
});

/** A county's count, as a row: nobody votes 6,000 times. */
async function longCount(ballots: number): Promise<void> {
	const text = await countedJune();
	const hamlet = { id: "region-990101100201001", parent: { id: "region-990101100201" } };
	const homes = ["bao", "chen"].map((key) => ({ personId: `person-${key}`, householdId: `household-${key}`, hamlet }));
	await roundOf("long", { regionId: "region-990101100000", candidates: homes, roll: homes });
	await closeRound("long");
	const hashes = Array.from({ length: ballots }, (_, n) => receiptHash("long", receiptOf("long", n + 1))).sort();
	const lists = `${JSON.stringify(hashes.map((hash) => [hash, 1]))},\n"slips":${JSON.stringify(hashes.map(() => 1))}\n}\n`;
	const file = text.slice(0, text.indexOf(LISTS_BEGIN)) + LISTS_BEGIN + lists;
	const counted = { countedBy: "person-wang", countedAt: CLOSES };
	await write((tx) => tx.insert(voteCounts).values({ roundId: "long", file, sha256: sha256(file), ...counted }));
}
