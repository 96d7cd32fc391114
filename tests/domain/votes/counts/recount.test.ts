import { expect, test } from "vitest";
import type { FileFault } from "#domain/published-files/again.ts";
import { type CountFile, countText, digestOfVotes } from "#domain/votes/counts/file.ts";
import { type RecountFault, recount, resultOf } from "#domain/votes/counts/recount.ts";
import { freshDatabase } from "#tests/database.ts";
import { countedJune } from "#tests/votes.ts";

let published: string;

freshDatabase(async () => {
	published = await countedJune();
});

const slipTo = (number: number) => (file: CountFile) => ({ ...file, slips: [number, ...file.slips.slice(1)] });
const seed = "0".repeat(64);

/** Two neighbours that differ, the other way round: any order may have been drawn, a sorted one too. */
function swapped(slips: number[]): number[] {
	const at = slips.findIndex((number, n) => n > 0 && number !== slips[n - 1]);
	const [left, right] = slips.slice(at - 1, at + 1) as [number, number];
	return slips.with(at - 1, right).with(at, left);
}

test("what is published counts the same again", async () => {
	expect(await recount(published)).toMatchObject({ faults: [], result: expect.stringContaining('"ballots":3') });
});

test.each<[string, RecountFault | FileFault, (file: CountFile) => CountFile]>([
	["one slip is another", "digest", (file) => slipTo(file.slips[0] === 1 ? 2 : 1)(file)],
	["one slip is for nobody", "slips_unknown", slipTo(9)],
	["one slip is missing", "receipts_votes", (file) => ({ ...file, slips: file.slips.slice(1) })],
	["the slips lie otherwise", "slips_order", (file) => ({ ...file, slips: swapped(file.slips) })],
	[
		"one receipt is another",
		"digest",
		(file) => ({ ...file, receipts: [["0".repeat(32), file.receipts[0]?.[1] ?? 0], ...file.receipts.slice(1)] }),
	],
	[
		"one receipt is there twice",
		"receipts_order",
		(file) => ({ ...file, receipts: [file.receipts[0] as [string, number], ...file.receipts] }),
	],
	[
		"a household has more votes",
		"receipts_votes",
		(file) => ({ ...file, receipts: file.receipts.map(([hash, votes]) => [hash, votes + 3]) }),
	],
	["a rule is another", "digest", (file) => ({ ...file, round: { ...file.round, ties: "shared" } })],
	["the roll is larger", "digest", (file) => ({ ...file, roll: file.roll.map((part) => ({ ...part, households: part.households + 1 })) })],
	["the roll is smaller than the pile", "too_many_ballots", (file) => ({ ...file, roll: file.roll.slice(1) })],
	["the seed is another", "commitment", (file) => ({ ...file, seed })],
	["an invalid ballot is left out", "digest", (file) => ({ ...file, invalidated: [] })],
	["the winner is another", "result", (file) => ({ ...file, result: { ...file.result, ranking: [...file.result.ranking].reverse() } })],
	["a number is none", "unreadable", (file) => ({ ...file, slips: ["1" as never, ...file.slips] })],
])("it is told that %s", async (_what, fault, change) => {
	expect((await recount(countText(change(JSON.parse(published))))).faults).toContain(fault);
});

test("a seed that was chosen afterwards is found out, even when everything else was made to fit it", async () => {
	const votes = { ...(JSON.parse(published) as CountFile), seed };
	const digest = digestOfVotes(votes);
	const fitted = countText({ ...votes, digest, result: resultOf(votes, digest) });
	expect((await recount(fitted)).faults).toContain("commitment");
});

test("a rule that was changed after the announcement is found out, even when everything else was made to fit it", async () => {
	const file = JSON.parse(published) as CountFile;
	const votes = {
		...file,
		round: { ...file.round, places: 1 },
		announced: { ...file.announced, rules: { ...file.announced.rules, places: 1 } },
	};
	const digest = digestOfVotes(votes);
	const fitted = countText({ ...votes, digest, result: resultOf(votes, digest) });
	expect((await recount(fitted)).faults).toEqual(["announcement"]);
});

test.each([
	["one space more", (text: string) => `${text} `, "bytes"],
	["one line less at its end", (text: string) => text.trimEnd(), "bytes"],
	["another format", (text: string) => text.replace("tingyuan-votes/1", "x"), "unreadable"],
	["no JSON", () => "x", "unreadable"],
] as const)("%s is not the published file", async (_what, change, fault) => {
	expect((await recount(change(published))).faults).toEqual([fault]);
});
