import { lot } from "#domain/draws/draws.ts";
import { shuffled } from "#domain/draws/pile.ts";
import { compareRates, perThousand, type Rate, ranked } from "#domain/ranking.ts";
import type { RoundRules } from "../types.ts";

export interface Counted {
	slips: Iterable<number>;
	candidates: { number: number; village: string; isOut: boolean }[];
	roll: { village: string; households: number }[];
	rules: Pick<RoundRules, "ownVillage" | "weighting" | "ties" | "places">;
	seed: string;
	/** For draws among equals. */
	digest: string;
}

export interface Ranked {
	/** Equals share a place unless they were drawn. */
	place: number;
	number: number;
	votes: number;
	eligible: number;
	/** Votes per thousand `eligible` households with two decimals, rounded half up; null if votes are not weighted. */
	perThousand: string | null;
	isTied: boolean;
	hasMedal: boolean;
}

/** Votes for candidates who left (已退出) are void. */
export function tally({ slips, candidates, roll, rules, seed, digest }: Counted): {
	ranking: Ranked[];
	votes: number;
	voidVotes: number;
} {
	const votesFor = votesOf(slips);
	const total = [...votesFor.values()].reduce((sum, votes) => sum + votes, 0);
	const standing = candidates
		.filter(({ isOut }) => !isOut)
		.map(({ number, village }): Score => {
			const mayVote = roll.filter((part) => rules.ownVillage === "allowed" || part.village !== village);
			return { number, part: votesFor.get(number) ?? 0, whole: mayVote.reduce((sum, { households }) => sum + households, 0) };
		})
		.sort((a, b) => a.number - b.number);
	const isWeighted = rules.weighting === "by_eligible";
	const drawn = (equals: Score[]) => {
		const order = lot(
			seed,
			`tie:${digest}`,
			equals.map(({ number }) => number),
		);
		return equals.toSorted((a, b) => order.indexOf(a.number) - order.indexOf(b.number));
	};
	const ranking = ranked(standing, {
		compare: isWeighted ? compareRates : (a, b) => b.part - a.part,
		draw: rules.ties === "drawn" ? drawn : undefined,
	}).map(({ thing: { number, ...rate }, place, isTied }): Ranked => {
		const { part: votes, whole: eligible } = rate;
		const hasMedal = votes > 0 && place <= rules.places;
		return { place, number, votes, eligible, perThousand: isWeighted ? perThousand(rate) : null, isTied, hasMedal };
	});
	return { ranking, votes: total, voidVotes: total - standing.reduce((sum, { part }) => sum + part, 0) };
}

type Score = Rate & { number: number };

function votesOf(slips: Iterable<number>): Map<number, number> {
	const votes = new Map<number, number>();
	for (const number of slips) votes.set(number, (votes.get(number) ?? 0) + 1);
	return votes;
}

/** The seed shuffles the slips, so that their order does not keep who voted next to whom. */
export function laid(seed: string, slips: number[]): Promise<number[]> {
	const sorted = [...votesOf(slips)].sort(([a], [b]) => a - b).flatMap(([number, count]) => new Array<number>(count).fill(number));
	return shuffled(seed, "slips", sorted);
}
