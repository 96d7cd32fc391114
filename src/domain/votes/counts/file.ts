import { createHash } from "node:crypto";
import { canonicalJson } from "#platform/canonical.ts";
import { sha256 } from "#platform/hash.ts";
import type { RoundRules } from "../types.ts";
import type { Ranked } from "./tally.ts";

export const FORMAT = "tingyuan-votes/1";

/** The announced rules in the file; times are ISO 8601 in UTC. */
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

export interface FileCandidate {
	number: number;
	village: string;
	/** The courtyard's public code; null if the candidate left. */
	courtyard: string | null;
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
	/** One candidate's number per vote, in the order of `shuffledSlips`. */
	slips: number[];
}

/** As announced: rules, candidates with their story's hash, households by village id, the seed's commitment. */
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
	/** `digestOf` the votes. */
	digest: string;
	result: CountResult;
}

const VOTES = ["round", "candidates", "roll", "seed", "invalidated", "spoiled", "withdrawn", "receipts", "slips"] as const;
// What a page needs comes first, the two long lists last.
const ORDER = [
	"format",
	"announced",
	"round",
	"candidates",
	"roll",
	"seed",
	"invalidated",
	"spoiled",
	"withdrawn",
	"digest",
	"result",
	"receipts",
	"slips",
] as const satisfies (keyof CountFile)[];

/**
 * The published file, byte for byte: one object, one line for each key of `ORDER`; inside a line JSON without spaces, keys of every object in alphabetical
 * order; UTF-8; each line ends with a line feed, the last one too.
 */
export function fileText(file: CountFile): string {
	return `{\n${ORDER.map((key) => `${JSON.stringify(key)}:${canonical(file[key])}`).join(",\n")}\n}\n`;
}

export function resultText(result: CountResult): string {
	return canonical(result);
}

/** SHA-256 of the lines of `VOTES`; draws among equals depend on it. */
export function digestOf(votes: FileVotes): string {
	const hash = createHash("sha256");
	for (const key of VOTES) hash.update(`${JSON.stringify(key)}:${canonical(votes[key])}\n`);
	return hash.digest("hex");
}

export function fileHash(text: string): string {
	return sha256(text);
}

/** The key before the long lists, for readers that need only what a page shows. */
export const LISTS_BEGIN = ',\n"receipts":';

// The long lists have no keys to sort, and a county's are too long to search for some.
function canonical(value: unknown): string {
	const isLong = Array.isArray(value) && (Array.isArray(value[0]) || typeof value[0] === "number");
	return isLong ? JSON.stringify(value) : canonicalJson(value);
}
