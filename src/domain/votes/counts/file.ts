import { digestOf, fileText } from "#domain/published-files/text.ts";
import type { RoundRules } from "../types.ts";
import type { Ranked } from "./tally.ts";

export const FORMAT = "tingyuan-votes/1";

/** Times are ISO 8601 in UTC. */
export interface FileRound extends Omit<RoundRules, "opensAt" | "closesAt" | "paperUntil"> {
	id: string;
	name: string;
	region: { code: string; name: string };
	opensAt: string;
	closesAt: string;
	paperUntil: string;
	corrects: string | null;
	rulesHash: string;
	/** SHA-256 of the seed, public since the announcement. */
	commitment: string;
}

/** Its pair stands in `announced`, whose page is gone once the household leaves. No code of the household: this file stays for good. */
export interface FileCandidate {
	number: number;
	village: string;
	isOut: boolean;
}

export interface CountResult {
	/** Households on the roll, counted ballots, their votes, and how many of the votes are void. */
	households: number;
	ballots: number;
	votes: number;
	voidVotes: number;
	ranking: Ranked[];
}

/** Everything from which the result follows. It contains no household, no time of a ballot, and no two votes of one ballot together. */
export interface FileVotes {
	round: FileRound;
	candidates: FileCandidate[];
	roll: { village: string; name: string; households: number }[];
	seed: string;
	/** Invalidated ballots: the reason, and how many votes each had (0 if taken back before). */
	invalidated: { reason: string; votes: number }[];
	spoiled: number;
	withdrawn: number;
	/** [the receipt's `receiptHash`, votes of that ballot], in rising order. */
	receipts: [string, number][];
	/** One candidate's number per vote, in the order of `laid`. */
	slips: number[];
}

export interface Announced {
	roundId: string;
	correctsId: string | null;
	rules: Record<string, unknown>;
	candidates: { number: number }[];
	roll: Record<string, number>;
	seedCommitment: string;
}

export interface CountFile extends FileVotes {
	format: typeof FORMAT;
	/** What was announced before the opening; `rulesHash` is the SHA-256 of its canonical JSON. */
	announced: Announced;
	digest: string;
	result: CountResult;
}

const VOTES = ["round", "candidates", "roll", "seed", "invalidated", "spoiled", "withdrawn", "receipts", "slips"] as const;
// What a page needs comes first, the two long lists last.
const ORDER = ["format", "announced", ...VOTES.slice(0, -2), "digest", "result", ...VOTES.slice(-2)] as (keyof CountFile)[];
/** The key where the long lists begin. */
export const LISTS = "receipts";

export function countText(file: CountFile): string {
	return fileText(ORDER, file);
}

/** Draws among equals depend on it. */
export function digestOfVotes(votes: FileVotes): string {
	return digestOf(VOTES, votes);
}
