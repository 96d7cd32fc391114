import { describe, expect, test } from "vitest";
import { drawnSample, sampleSize } from "#domain/votes/doubts/flag-rules.ts";
import { sha256 } from "#platform/hash.ts";

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

	const HANDED_ON = Array.from({ length: 200 }, (_, n) => n + 1);

	test("they are drawn by the seed alone, as anybody can draw them again, in whatever order they are looked at", () => {
		const [{ subject, evidence } = { subject: "", evidence: undefined }, ...more] = drawnSample(HANDED_ON, "seed");
		const byTicket = HANDED_ON.toSorted((a, b) => (sha256(`seed:sample:${a}`) < sha256(`seed:sample:${b}`) ? -1 : 1));
		expect([subject, evidence]).toEqual([
			"sample",
			{ kind: "sample", households: byTicket.slice(0, 10).sort((a, b) => a - b), outOf: 200 },
		]);
		expect(more).toEqual([]);
		expect(drawnSample(HANDED_ON.toReversed(), "seed")[0]?.evidence).toEqual(evidence);
	});

	test("where no ballot passed through others' hands nobody is asked", () => {
		expect(drawnSample([], "seed")).toEqual([]);
	});

	test("over many seeds each household is asked about as often as any other", () => {
		const times = new Map<number, number>();
		for (let seed = 0; seed < 2000; seed++)
			for (const number of drawnSample(HANDED_ON, `seed ${seed}`)[0]?.evidence.households ?? [])
				times.set(number, (times.get(number) ?? 0) + 1);
		// 100 are expected of each; five standard deviations.
		expect(times.size).toBe(200);
		for (const often of times.values()) expect(Math.abs(often - 100)).toBeLessThan(50);
	});
});
