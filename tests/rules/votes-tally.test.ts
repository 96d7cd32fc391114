import { expect, test } from "vitest";
import { lot } from "#domain/draws/draws.ts";
import { type Counted, laid, tally } from "#domain/votes/counts/tally.ts";

const RULES = { ownVillage: "allowed", weighting: "none", ties: "shared", places: 2 } as const;
const CANDIDATES = [1, 2, 3].map((number) => ({ number, village: number === 3 ? "small" : "large", isOut: false }));
const ROLL = [
	{ village: "large", households: 300 },
	{ village: "small", households: 50 },
];

function counted(votes: number[], more: Partial<Counted> = {}) {
	const slips = votes.flatMap((count, n) => new Array<number>(count).fill(n + 1));
	return tally({ slips, candidates: CANDIDATES, roll: ROLL, rules: RULES, seed: "s", digest: "d", ...more });
}
const places = (result: ReturnType<typeof counted>) =>
	result.ranking.map(({ place, number, hasMedal }) => `${place}:${number}${hasMedal ? "*" : ""}`);

test.each([
	["most votes come first", [5, 9, 2], ["1:2*", "2:1*", "3:3"]],
	["equals share a place, and the next place is left out", [5, 5, 9], ["1:3*", "2:1*", "2:2*"]],
	["equals at the top share it", [9, 9, 2], ["1:1*", "1:2*", "3:3"]],
	["who has no vote has no medal", [4, 0, 0], ["1:1*", "2:2", "2:3"]],
	["where nobody voted nobody has won", [0, 0, 0], ["1:1", "1:2", "1:3"]],
])("%s", (_what, votes, expected) => {
	expect(places(counted(votes))).toEqual(expected);
});

test("equals that are drawn stand in the order of the draw, each on a place of its own", () => {
	const result = counted([7, 7, 7], { rules: { ...RULES, ties: "drawn" } });
	expect(result.ranking.map(({ number }) => number)).toEqual(lot("s", "tie:d", [1, 2, 3]));
	expect(result.ranking.map(({ place, isTied }) => [place, isTied])).toEqual([1, 2, 3].map((place) => [place, true]));
});

test("votes for who left the round are void, and the place is taken by the next", () => {
	const candidates = CANDIDATES.map((one) => ({ ...one, isOut: one.number === 2 }));
	const result = counted([5, 9, 2], { candidates });
	expect(places(result)).toEqual(["1:1*", "2:3*"]);
	expect(result).toMatchObject({ votes: 16, voidVotes: 9 });
});

const WEIGHTED = { ...RULES, ownVillage: "excluded", weighting: "by_eligible" } as const;

test("weighted, a vote counts by how many households could give it", () => {
	// 1 and 2 could be voted for by the 50 of the small village, 3 by the 300 of the large one.
	const { ranking } = counted([10, 9, 59], { rules: WEIGHTED });
	expect(ranking.map(({ number, perThousand }) => [number, perThousand])).toEqual([
		[1, "200.00"],
		[3, "196.67"],
		[2, "180.00"],
	]);
});

test("weighted, equal shares are equal, however the decimals fall", () => {
	const roll = [
		{ village: "large", households: 3 },
		{ village: "small", households: 9_000_000_000_000_000 },
	];
	const { ranking } = counted([3_000, 0, 1], { rules: WEIGHTED, roll });
	expect(ranking[0]).toMatchObject({ number: 3, perThousand: "333.33" });
	const equal = counted([2, 0, 12], { rules: WEIGHTED });
	expect(equal.ranking.slice(0, 2)).toMatchObject([
		{ place: 1, number: 1, isTied: true },
		{ place: 1, number: 3, isTied: true },
	]);
});

test("for whom nobody could vote nobody has voted", () => {
	const { ranking } = counted([0, 0, 4], { rules: WEIGHTED, roll: [{ village: "large", households: 10 }] });
	expect(ranking.map(({ number, eligible, perThousand }) => [number, eligible, perThousand])).toEqual([
		[3, 10, "400.00"],
		[1, 0, "0.00"],
		[2, 0, "0.00"],
	]);
});

test("the slips lie in an order that the seed alone gives, whoever voted when", async () => {
	const [ones, twos] = [new Array<number>(40).fill(1), new Array<number>(30).fill(2)];
	const one = await laid("seed", [...ones, ...twos]);
	expect(await laid("seed", [...twos, ...ones])).toEqual(one);
	expect(one.filter((number) => number === 1)).toHaveLength(40);
	expect(one).not.toEqual([...ones, ...twos]);
	expect(await laid("another", [...ones, ...twos])).not.toEqual(one);
});
