import type { Found, Looked } from "./flag-rules.ts";

interface Standing {
	number: number;
	/** Of the candidate's household; candidates that do not stand on the roll vote for nobody. */
	rollNumber: number;
}

const LARGEST_RING = 4;
/** More than half a ring as dense as this one is what chance alone makes. */
const MOST_EXPECTED = 0.5;

/**
 * Candidates' households that voted for one another in a circle of two to four. Neighbours like each other's yards, and with three votes a few circles
 * come by chance in every round (about v²/2 + v³/3 + v⁴/4); asked about are those that voted for nobody outside, and those denser than chance makes.
 */
export function rings(ballots: Pick<Looked, "rollNumber" | "numbers">[], candidates: Standing[]): Found[] {
	const votes = votesAmong(ballots, candidates);
	const mean = [...votes.values()].reduce((sum, chosen) => sum + chosen.size, 0) / Math.max(1, candidates.length);
	const circles = circlesIn(votes).map((ring) => {
		const inside = ring.reduce((sum, number) => sum + ring.filter((other) => votes.get(number)?.has(other)).length, 0);
		const isClosed = ring.every((number) => [...(votes.get(number) ?? [])].every((other) => ring.includes(other)));
		return { ring, isClosed, expected: expectedRings({ size: ring.length, inside, among: candidates.length, mean }) };
	});
	const odd = circles.filter(({ isClosed, expected }) => isClosed || expected <= MOST_EXPECTED);
	const rolls = new Map(candidates.map(({ number, rollNumber }) => [number, rollNumber]));
	return odd
		.filter(({ ring }) => !odd.some((larger) => larger.ring.length > ring.length && ring.every((one) => larger.ring.includes(one))))
		.map(({ ring, expected }) => ({
			subject: ring.join("-"),
			evidence: {
				kind: "ring",
				candidates: ring,
				households: ring.map((number) => rolls.get(number) as number),
				expected: round(expected),
			},
		}));
}

/** For each candidate's number the other candidates that its household chose. */
function votesAmong(ballots: Pick<Looked, "rollNumber" | "numbers">[], candidates: Standing[]): Map<number, Set<number>> {
	const chosen = new Map(ballots.map(({ rollNumber, numbers }) => [rollNumber, numbers]));
	return new Map(
		candidates.map(({ number, rollNumber }) => [number, new Set(chosen.get(rollNumber)?.filter((other) => other !== number) ?? [])]),
	);
}

/** The sets of two to four candidates through which a circle of votes goes, each once, rising. */
function circlesIn(votes: Map<number, Set<number>>): number[][] {
	const found = new Map<string, number[]>();
	const walk = (way: number[]): void => {
		const [first, last] = [way[0] as number, way.at(-1) as number];
		for (const next of votes.get(last) ?? []) {
			if (next === first && way.length > 1) keep(way);
			// From its smallest member on, so that each circle is walked once.
			if (next > first && way.length < LARGEST_RING && !way.includes(next)) walk([...way, next]);
		}
	};
	const keep = (way: number[]) => {
		const ring = way.toSorted((a, b) => a - b);
		found.set(ring.join("-"), ring);
	};
	for (const number of votes.keys()) walk([number]);
	return [...found.values()];
}

interface Dense {
	size: number;
	/** Votes from members for members. */
	inside: number;
	among: number;
	/** Votes of a candidate's household for other candidates, on average. */
	mean: number;
}

/** How many groups of this size would hold so many votes for one another if each had chosen at random: C(n, k) · P(Bin(k(k−1), p) ≥ m). */
export function expectedRings({ size, inside, among, mean }: Dense): number {
	const share = Math.min(1, mean / Math.max(1, among - 1));
	const ways = size * (size - 1);
	let tail = 0;
	for (let n = inside; n <= ways; n++) tail += choose(ways, n) * share ** n * (1 - share) ** (ways - n);
	return choose(among, size) * tail;
}

function choose(n: number, k: number): number {
	let product = 1;
	for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
	return product;
}

function round(figure: number): number {
	return figure < 0.1 ? Math.round(figure * 1000) / 1000 : Math.round(figure * 10) / 10;
}
