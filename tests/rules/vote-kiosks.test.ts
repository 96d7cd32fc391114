import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Looked } from "#domain/votes/doubts/flag-rules.ts";
import { hurriedKiosks } from "#domain/votes/doubts/hurry-rules.ts";
import { drawnSample, sampleSize } from "#domain/votes/doubts/sample-rules.ts";
import { sha256 } from "#platform/hash.ts";

const OPEN = Date.UTC(2026, 10, 2, 1);
const ballot = (rollNumber: number, second: number, more: Partial<Looked> = {}): Looked => ({
	...{ rollNumber, villageId: "village", channel: "kiosk", at: new Date(OPEN + second * 1000) },
	...{ deviceMark: "hall", networkMark: null, numbers: [1] },
	...more,
});

interface Queue {
	between: number;
	/** The roll number of the first, and when it comes. */
	first?: number;
	from?: number;
}
/** So many households one after the other, with so many seconds between. */
const queue = (count: number, { between, first = 1, from = 0 }: Queue, more: Partial<Looked> = {}): Looked[] =>
	Array.from({ length: count }, (_, n) => ballot(first + n, from + n * between, more));

describe("households that follow each other at a kiosk", () => {
	const RULE = { least: 10, seconds: 30 };

	test.each<[string, Looked[]]>([
		["a village that takes its time", queue(80, { between: 45 })],
		["just so long as one needs", queue(80, { between: 30 })],
		["nine in a hurry", queue(9, { between: 5 })],
		["nine in a hurry, twice, with a pause between", [...queue(9, { between: 5 }), ...queue(9, { between: 5, first: 20, from: 70 })]],
		["two kiosks by turns", queue(40, { between: 15 }).map((one, n) => ({ ...one, deviceMark: n % 2 ? "hall" : "school" }))],
		["one phone for many, which another rule looks at", queue(40, { between: 5 }, { channel: "phone" })],
		["paper entered in one go", queue(40, { between: 5 }, { channel: "paper", deviceMark: null })],
		["kiosks of before they left marks", queue(40, { between: 5 }, { deviceMark: null })],
		["nobody", []],
	])("%s is nothing to ask about", (_what, ballots) => {
		expect(hurriedKiosks(ballots, RULE)).toEqual([]);
	});

	test("ten in a hurry are, in whatever order they are looked at, and nobody before or after them", () => {
		const hurried = queue(10, { between: 29, first: 101 });
		const [before, after] = [queue(5, { between: 60, from: -300 }), queue(5, { between: 60, first: 201, from: 400 })];
		const households = hurried.map(({ rollNumber }) => rollNumber);
		expect(hurriedKiosks([...after, ...hurried.toReversed(), ...before], RULE)).toEqual([
			{ subject: `hall:${OPEN}`, evidence: { kind: "kiosk", households, from: OPEN, to: OPEN + 9 * 29_000 } },
		]);
	});

	test("two rows at one kiosk are two flags, and so are rows at two", () => {
		const later = queue(12, { between: 5, first: 50, from: 3600 });
		const school = queue(11, { between: 5, first: 100 }, { deviceMark: "school" });
		const found = hurriedKiosks([...queue(10, { between: 5 }), ...later, ...school], RULE);
		expect(found.map(({ evidence }) => evidence.households.length)).toEqual([10, 12, 11]);
		expect(new Set(found.map(({ subject }) => subject)).size).toBe(3);
	});

	test("whatever comes, flagged are just those who can be reached from one another by short steps", () => {
		const vote = fc.record({ second: fc.integer({ min: 0, max: 1200 }), deviceMark: fc.constantFrom("hall", "school") });
		const rule = fc.record({ least: fc.integer({ min: 2, max: 8 }), seconds: fc.integer({ min: 5, max: 40 }) });
		fc.assert(
			fc.property(fc.array(vote, { maxLength: 90, size: "max" }), rule, (votes, { least, seconds }) => {
				const ballots = votes.map(({ second, deviceMark }, n) => ballot(n + 1, second, { deviceMark }));
				const flagged = hurriedKiosks(ballots, { least, seconds }).map(({ evidence }) => evidence.households.join());
				const reached = new Set(
					ballots
						.map((one) => within(ballots, one, seconds))
						.filter((group) => group.length >= least)
						.map(String),
				);
				expect(flagged.toSorted()).toEqual([...reached].toSorted());
			}),
			{ seed: 7, numRuns: 300 },
		);
	});
});

/** Roll numbers at the same kiosk to which one comes from this ballot by steps of less than so many seconds. */
function within(ballots: Looked[], start: Looked, seconds: number): number[] {
	const reached = new Set([start]);
	for (const one of reached)
		for (const other of ballots)
			if (other.deviceMark === one.deviceMark && Math.abs(other.at.getTime() - one.at.getTime()) < seconds * 1000) reached.add(other);
	return [...reached].map(({ rollNumber }) => rollNumber).sort((a, b) => a - b);
}

describe("households that are asked whether they voted", () => {
	test.each([
		["none of none", 0, 0],
		["all where there are few", 4, 4],
		["five of a hundred", 100, 5],
		["rounded up", 101, 6],
		["one in twenty", 800, 40],
		["no more than can be asked", 5000, 60],
	])("%s", (_what, among, asked) => {
		expect(sampleSize(among)).toBe(asked);
	});

	const NOBODY = new Set<number>();
	const households = [
		...queue(150, { between: 60 }),
		...queue(50, { between: 60, first: 201 }, { channel: "paper", deviceMark: null }),
		...queue(300, { between: 60, first: 301 }, { channel: "phone" }),
	];

	test("they are drawn from kiosk and paper by the seed alone, as anybody can draw them again, in whatever order they are looked at", () => {
		const [{ subject, evidence } = { subject: "", evidence: undefined }, ...more] = drawnSample(households, NOBODY, "seed");
		const tickets = households.filter(({ channel }) => channel !== "phone").map(({ rollNumber }) => rollNumber);
		const byTicket = tickets.toSorted((a, b) => (sha256(`seed:sample:${a}`) < sha256(`seed:sample:${b}`) ? -1 : 1));
		expect([subject, evidence]).toEqual([
			"sample",
			{ kind: "sample", households: byTicket.slice(0, 10).sort((a, b) => a - b), outOf: 200 },
		]);
		expect(more).toEqual([]);
		expect(drawnSample(households.toReversed(), NOBODY, "seed")[0]?.evidence).toEqual(evidence);
	});

	test("who voted by phone is asked when a slip was printed for the household during the round", () => {
		const phones = queue(8, { between: 60 }, { channel: "phone" });
		expect(drawnSample(phones, new Set([3, 7, 99]), "seed")[0]?.evidence).toEqual({ kind: "sample", households: [3, 7], outOf: 2 });
	});

	test("where all vote by phone nobody is asked", () => {
		expect(drawnSample(queue(300, { between: 60 }, { channel: "phone" }), NOBODY, "seed")).toEqual([]);
	});

	test("over many seeds each household is asked about as often as any other", () => {
		const times = new Map<number, number>();
		for (let seed = 0; seed < 2000; seed++)
			for (const number of drawnSample(households, NOBODY, `seed ${seed}`)[0]?.evidence.households ?? [])
				times.set(number, (times.get(number) ?? 0) + 1);
		// 100 are expected of each; five standard deviations.
		expect(times.size).toBe(200);
		for (const often of times.values()) expect(Math.abs(often - 100)).toBeLessThan(50);
	});
});
