import { describe, expect, test } from "vitest";
import { hurriedKiosks, type Looked, rings, sharedPhones } from "#domain/votes/doubts/flag-rules.ts";

const OPEN = Date.UTC(2026, 10, 2, 1);
const ballot = (rollNumber: number, second: number, more: Partial<Looked> = {}): Looked => ({
	...{ rollNumber, channel: "phone", at: new Date(OPEN + second * 1000), deviceMark: `phone ${rollNumber}`, numbers: [1] },
	...more,
});

interface Queue {
	between: number;
	/** The roll number of the first, and when it comes. */
	first?: number;
	from?: number;
}
/** So many households one after the other at the kiosk in the hall, with so many seconds between. */
const queue = (count: number, { between, first = 1, from = 0 }: Queue, more: Partial<Looked> = {}): Looked[] =>
	Array.from({ length: count }, (_, n) => ballot(first + n, from + n * between, { channel: "kiosk", deviceMark: "hall", ...more }));

describe("one phone for many households", () => {
	test.each<[string, number, Partial<Looked>]>([
		["a family with two homes", 2, {}],
		["a helpful neighbour", 3, {}],
		["a kiosk for a whole village", 80, { channel: "kiosk" }],
		["paper", 80, { channel: "paper", deviceMark: null }],
		["browsers that keep no mark", 80, { deviceMark: null }],
	])("%s is nothing to ask about", (_who, count, more) => {
		const ballots = Array.from({ length: count }, (_, n) => ballot(n + 1, n, { deviceMark: "shared", ...more }));
		expect(sharedPhones(ballots, 4)).toEqual([]);
	});

	test("four households on one phone are", () => {
		const others = Array.from({ length: 20 }, (_, n) => ballot(n + 1, n));
		const shared = [104, 102, 101, 103].map((rollNumber, n) => ballot(rollNumber, n * 60, { deviceMark: "shared" }));
		expect(sharedPhones([...others, ...shared], 4)).toEqual([
			{ subject: "shared", evidence: { kind: "device", households: [101, 102, 103, 104], from: OPEN, to: OPEN + 180_000 } },
		]);
	});
});

describe("many households within minutes at one kiosk", () => {
	const RULE = { least: 10, minutes: 5 };

	test.each<[string, Looked[]]>([
		["a village that takes its time", queue(80, { between: 45 })],
		["ten in just five minutes", queue(10, { between: 34 })],
		["nine in a hurry", queue(9, { between: 5 })],
		["nine in a hurry, twice, with a pause between", [...queue(9, { between: 5 }), ...queue(9, { between: 5, first: 20, from: 300 })]],
		["two kiosks by turns", queue(40, { between: 18 }).map((one, n) => ({ ...one, deviceMark: n % 2 ? "hall" : "school" }))],
		["one phone for many, which another rule looks at", queue(40, { between: 5 }, { channel: "phone" })],
		["paper entered in one go", queue(40, { between: 5 }, { channel: "paper", deviceMark: null })],
		["nobody", []],
	])("%s is nothing to ask about", (_what, ballots) => {
		expect(hurriedKiosks(ballots, RULE)).toEqual([]);
	});

	test("ten in a hurry are, in whatever order they are looked at, and nobody before or after them", () => {
		const hurried = queue(10, { between: 29, first: 101 });
		const [before, after] = [queue(5, { between: 60, from: -600 }), queue(5, { between: 60, first: 201, from: 400 })];
		const households = hurried.map(({ rollNumber }) => rollNumber);
		expect(hurriedKiosks([...after, ...hurried.toReversed(), ...before], RULE)).toEqual([
			{ subject: `hall:${OPEN}`, evidence: { kind: "kiosk", households, from: OPEN, to: OPEN + 9 * 29_000 } },
		]);
	});

	test("a long row is one flag, two rows at one kiosk are two, and so are rows at two", () => {
		const later = queue(12, { between: 5, first: 50, from: 3600 });
		const school = queue(31, { between: 15, first: 100 }, { deviceMark: "school" });
		const found = hurriedKiosks([...queue(10, { between: 5 }), ...later, ...school], RULE);
		expect(found.map(({ evidence }) => evidence.households.length)).toEqual([10, 12, 31]);
		expect(new Set(found.map(({ subject }) => subject)).size).toBe(3);
	});
});

describe("candidates who vote for one another", () => {
	/** Of each candidate's household (number = roll number) whom it chose. */
	const round = (votes: Record<number, number[]>, among = 20) =>
		rings(
			Object.entries(votes).map(([rollNumber, numbers]) => ({ rollNumber: Number(rollNumber), numbers })),
			Array.from({ length: among }, (_, n) => ({ number: n + 1, rollNumber: n + 1 })),
		).map(({ evidence }) => (evidence as { candidates: number[] }).candidates);

	test.each<[string, Record<number, number[]>, number[][]]>([
		["two who chose only each other", { 1: [2], 2: [1] }, [[1, 2]]],
		["two who chose only each other, and a third who likes both", { 1: [2], 2: [1], 3: [1, 2] }, [[1, 2]]],
		["three in a circle and nobody else", { 1: [2], 2: [3], 3: [1] }, [[1, 2, 3]]],
		["four in a circle and nobody else", { 1: [2], 2: [3], 3: [4], 4: [1] }, [[1, 2, 3, 4]]],
		["four who all chose the three others", { 1: [2, 3, 4], 2: [1, 3, 4], 3: [1, 2, 4], 4: [1, 2, 3] }, [[1, 2, 3, 4]]],
		[
			"two pairs",
			{ 1: [2], 2: [1], 7: [9], 9: [7] },
			[
				[1, 2],
				[7, 9],
			],
		],
		["neighbours who like each other's yards among others", { 1: [2, 8], 2: [1] }, []],
		["a way that does not come back", { 1: [2], 2: [3], 3: [4] }, []],
		["five in a circle", { 1: [2], 2: [3], 3: [4], 4: [5], 5: [1] }, []],
		["who voted for nobody", { 1: [], 2: [] }, []],
	])("%s", (_who, votes, found) => {
		expect(round(votes)).toEqual(found);
	});
});
