import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bursts, type Looked, poissonTail, sharedDevices } from "#domain/votes/doubts/flag-rules.ts";
import { expectedRings, rings } from "#domain/votes/doubts/ring-rules.ts";

const OPEN = Date.UTC(2026, 10, 2, 1);
const MINUTE = 60_000;
const ballot = (rollNumber: number, more: Partial<Looked> & { minute?: number } = {}): Looked => ({
	rollNumber,
	villageId: `village ${rollNumber % 10}`,
	channel: "phone",
	at: new Date(OPEN + (more.minute ?? rollNumber * 7) * MINUTE),
	deviceMark: `phone ${rollNumber}`,
	networkMark: `network ${rollNumber % 50}`,
	numbers: [1],
	...more,
});
const many = (count: number, make: (n: number) => Looked): Looked[] => Array.from({ length: count }, (_, n) => make(n + 1));

describe("one device for many households", () => {
	test.each<[string, number, Partial<Looked>]>([
		["a family with two homes", 2, { deviceMark: "shared" }],
		["a helpful neighbour", 3, { deviceMark: "shared" }],
		["a kiosk for a whole village", 80, { channel: "kiosk", deviceMark: "shared" }],
		["paper", 80, { channel: "paper", deviceMark: null }],
		["browsers that keep no mark", 80, { deviceMark: null }],
	])("%s is nothing to ask about", (_who, count, more) => {
		expect(
			sharedDevices(
				many(count, (n) => ballot(n, more)),
				4,
			),
		).toEqual([]);
	});

	test("four households on one phone are", () => {
		const found = sharedDevices([...many(20, ballot), ...many(4, (n) => ballot(100 + n, { deviceMark: "shared", minute: n }))], 4);
		expect(found).toEqual([
			{ subject: "shared", evidence: { kind: "device", households: [101, 102, 103, 104], from: OPEN + MINUTE, to: OPEN + 4 * MINUTE } },
		]);
	});
});

describe("many ballots within minutes", () => {
	const RULE = { least: 10, minutes: 10 };
	const calm = many(600, (n) => ballot(n, { minute: n * 2.3 }));
	const together = (more: Partial<Looked>) => many(25, (n) => ballot(1000 + n, { minute: 500 + n / 4, ...more }));

	test("a round that goes its own pace has none", () => {
		expect(bursts(calm, RULE)).toEqual([]);
	});

	test("twenty-five of one network in seven minutes are found once, with what was to be expected", () => {
		const found = bursts([...calm, ...together({ networkMark: "one" })], RULE);
		expect(found).toHaveLength(1);
		expect(found[0]?.evidence).toMatchObject({ kind: "burst", by: "network", households: expect.arrayContaining([1001, 1025]) });
		expect(found.map(({ evidence }) => (evidence as { expected: number }).expected < 2)).toEqual([true]);
	});

	test("twenty-five of one village likewise", () => {
		const found = bursts([...calm, ...together({ villageId: "one", networkMark: null })], RULE);
		expect(found.map(({ evidence }) => evidence)).toMatchObject([{ by: "village", villageId: "one" }]);
	});

	test.each<[string, Looked[]]>([
		["an evening on which every village votes", many(600, (n) => ballot(n, { minute: 700 + (n % 9) }))],
		["a telephone company's one address for a whole district", calm.map((one) => ({ ...one, networkMark: "carrier" }))],
		["a round of one village only", many(200, (n) => ballot(n, { villageId: "one", networkMark: null, minute: n / 20 }))],
		["a kiosk in the village hall", [...calm, ...together({ channel: "kiosk", networkMark: "hall", villageId: "one" })]],
		["paper entered in one go", [...calm, ...together({ channel: "paper", networkMark: null, villageId: "one" })]],
		["nine neighbours after a meeting", [...calm, ...together({ networkMark: "hall" }).slice(0, 9)]],
	])("%s is nothing to ask about", (_what, ballots) => {
		expect(bursts(ballots, RULE)).toEqual([]);
	});

	test("votes that come at random are hardly ever flagged", () => {
		const minute = fc.integer({ min: 0, max: 7 * 24 * 60 });
		const vote = fc.record({ minute, village: fc.integer({ min: 1, max: 8 }), network: fc.integer({ min: 1, max: 12 }) });
		fc.assert(
			fc.property(fc.array(vote, { minLength: 300, maxLength: 400, size: "max" }), (votes) => {
				const ballots = votes.map(({ minute, village, network }, n) =>
					ballot(n + 1, { minute, villageId: `v${village}`, networkMark: `n${network}` }),
				);
				expect(bursts(ballots, RULE)).toEqual([]);
			}),
			{ seed: 3, numRuns: 30 },
		);
	});

	test("Poisson's tail", () => {
		expect(poissonTail(0, 2)).toBe(1);
		expect(poissonTail(3, 1)).toBeCloseTo(0.0803, 4);
		expect(poissonTail(10, 1)).toBeCloseTo(1.1143e-7, 11);
		expect(poissonTail(600, 500)).toBeGreaterThan(0);
	});
});

describe("candidates who vote for one another", () => {
	/** Of each candidate's household (number = roll number) whom it chose. */
	const round = (votes: Record<number, number[]>, among = 20) =>
		rings(
			Object.entries(votes).map(([rollNumber, numbers]) => ({ rollNumber: Number(rollNumber), numbers })),
			Array.from({ length: among }, (_, n) => ({ number: n + 1, rollNumber: n + 1 })),
		).map(({ evidence }) => (evidence as { candidates: number[] }).candidates);
	const others = Object.fromEntries(
		Array.from({ length: 14 }, (_, n) => [n + 7, [((n + 1) % 14) + 7, ((n + 3) % 14) + 7, ((n + 6) % 14) + 7]]),
	);

	test.each<[string, Record<number, number[]>, number[][]]>([
		["two who chose only each other", { 1: [2], 2: [1] }, [[1, 2]]],
		["three in a circle and nobody else", { 1: [2], 2: [3], 3: [1] }, [[1, 2, 3]]],
		["four in a circle and nobody else", { 1: [2], 2: [3], 3: [4], 4: [1] }, [[1, 2, 3, 4]]],
		["four who all chose the three others", { 1: [2, 3, 4], 2: [1, 3, 4], 3: [1, 2, 4], 4: [1, 2, 3] }, [[1, 2, 3, 4]]],
		["neighbours who like each other's yards among others", { 1: [2, 8, 9], 2: [1, 10, 11], ...others }, []],
		["a way that does not come back", { 1: [2], 2: [3], 3: [4] }, []],
		["five in a circle", { 1: [2], 2: [3], 3: [4], 4: [5], 5: [1] }, []],
		["who voted for nobody", { 1: [], 2: [] }, []],
	])("%s", (_who, votes, found) => {
		expect(round(votes)).toEqual(found);
	});

	test("in a round of random choices rings that chance makes are left alone", () => {
		const three = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 3 });
		let flagged = 0;
		fc.assert(
			fc.property(fc.array(three, { minLength: 40, maxLength: 40 }), (votes) => {
				flagged += round(Object.fromEntries(votes.map((numbers, n) => [n + 1, numbers])), 40).length;
			}),
			{ seed: 5, numRuns: 100 },
		);
		expect(flagged).toBeLessThanOrEqual(60);
	});

	test("how many to expect by chance", () => {
		expect(expectedRings({ size: 2, inside: 2, among: 20, mean: 3 })).toBeCloseTo(4.74, 2);
		expect(expectedRings({ size: 3, inside: 6, among: 20, mean: 3 })).toBeCloseTo(0.018, 3);
	});
});
