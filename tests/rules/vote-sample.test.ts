import { describe, expect, test } from "vitest";
import type { Looked } from "#domain/votes/doubts/flag-rules.ts";
import { drawnSample, sampleSize } from "#domain/votes/doubts/flag-rules.ts";
import { sha256 } from "#platform/hash.ts";

const FIRST = new Date(Date.UTC(2026, 10, 2, 1));
/** So many households that voted, by roll number. */
const voted = (count: number, channel: Looked["channel"], first = 1): Looked[] =>
	Array.from({ length: count }, (_, n) => ({ rollNumber: first + n, channel, at: FIRST, deviceMark: null, numbers: [1] }));

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
	const households = [...voted(150, "kiosk"), ...voted(50, "paper", 201), ...voted(300, "phone", 301)];

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
		const phones = voted(8, "phone");
		expect(drawnSample(phones, new Set([3, 7, 99]), "seed")[0]?.evidence).toEqual({ kind: "sample", households: [3, 7], outOf: 2 });
	});

	test("where all vote by phone nobody is asked", () => {
		expect(drawnSample(voted(300, "phone"), NOBODY, "seed")).toEqual([]);
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
