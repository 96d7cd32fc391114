import { lot } from "#domain/draws/draws.ts";
import { shuffled } from "#domain/draws/pile.ts";
import type { RoundRules } from "../types.ts";

export interface Counted {
	slips: Iterable<number>;
	candidates: { number: number; village: string; isOut: boolean }[];
	roll: { village: string; households: number }[];
	rules: Pick<RoundRules, "ownVillage" | "weighting" | "ties" | "places">;
	seed: string;
	/** The digest of the counted votes, for draws among equals. */
	digest: string;
}

export interface Ranked {
	/** Equals share a place unless they were drawn. */
	place: number;
	number: number;
	votes: number;
	eligible: number;
	/** Votes per thousand of them with two decimals, rounded half up; null if votes are not weighted. */
	perThousand: string | null;
	isTied: boolean;
	hasMedal: boolean;
}

/** The ranking. Votes for candidates who left (已退出) are void. It uses integers only, so that every machine gets the same result. */
export function tally({ slips, candidates, roll, rules, seed, digest }: Counted): {
	ranking: Ranked[];
	votes: number;
	voidVotes: number;
} {
	const votesFor = votesOf(slips);
	const total = [...votesFor.values()].reduce((sum, votes) => sum + votes, 0);
	const standing = candidates.filter(({ isOut }) => !isOut).map((one) => scoreOf(one, { votesFor, roll, rules }));
	const ranking = ranked(standing, { rules, seed, digest });
	return { ranking, votes: total, voidVotes: total - standing.reduce((sum, { votes }) => sum + votes, 0) };
}

function votesOf(slips: Iterable<number>): Map<number, number> {
	const votes = new Map<number, number>();
	for (const number of slips) votes.set(number, (votes.get(number) ?? 0) + 1);
	return votes;
}

interface Score {
	number: number;
	votes: number;
	eligible: number;
}

type Weighing = Pick<Counted, "roll" | "rules"> & { votesFor: Map<number, number> };

function scoreOf({ number, village }: Counted["candidates"][number], { votesFor, roll, rules }: Weighing): Score {
	const mayVote = roll.filter((part) => rules.ownVillage === "allowed" || part.village !== village);
	return { number, votes: votesFor.get(number) ?? 0, eligible: mayVote.reduce((sum, part) => sum + part.households, 0) };
}

function ranked(scores: Score[], { rules, seed, digest }: Pick<Counted, "rules" | "seed" | "digest">): Ranked[] {
	const { weighting, ties, places } = rules;
	const compare = (a: Score, b: Score) => (weighting === "by_eligible" ? compareWeighted(a, b) : b.votes - a.votes);
	const best = [...scores].sort((a, b) => compare(a, b) || a.number - b.number);
	return best.flatMap((score, at) => {
		const first = best.findIndex((other) => compare(other, score) === 0);
		if (first !== at) return [];
		const equals = best.filter((other) => compare(other, score) === 0);
		const order = ties === "drawn" ? lot(seed, `tie:${digest}`, numbersOf(equals)) : numbersOf(equals);
		return order.map((number, n): Ranked => {
			const { votes, eligible } = equals.find((one) => one.number === number) as Score;
			const place = first + 1 + (ties === "drawn" ? n : 0);
			const perThousand = weighting === "by_eligible" ? perThousandOf(votes, eligible) : null;
			return { place, number, votes, eligible, perThousand, isTied: equals.length > 1, hasMedal: votes > 0 && place <= places };
		});
	});
}

const numbersOf = (scores: Score[]) => scores.map(({ number }) => number);

/** Compares votes/eligible by cross multiplication, so that no rounded fraction decides. */
function compareWeighted(a: Score, b: Score): number {
	const [left, right] = [BigInt(a.votes) * divisorOf(b.eligible), BigInt(b.votes) * divisorOf(a.eligible)];
	return left > right ? -1 : left < right ? 1 : 0;
}

function perThousandOf(votes: number, eligible: number): string {
	const divisor = divisorOf(eligible);
	const hundredths = (BigInt(votes) * 200_000n + divisor) / (2n * divisor);
	return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}

// If nobody could vote for a candidate, it has no votes; any divisor except 0 works.
const divisorOf = (eligible: number) => BigInt(Math.max(1, eligible));

/** The slips as the seed shuffles them, whoever voted when: their order does not keep who voted next to whom. */
export function laid(seed: string, slips: number[]): Promise<number[]> {
	const sorted = [...votesOf(slips)].sort(([a], [b]) => a - b).flatMap(([number, count]) => new Array<number>(count).fill(number));
	return shuffled(seed, "slips", sorted);
}
