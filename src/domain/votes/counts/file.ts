import { createHash } from "node:crypto";
import { canonicalJson } from "#platform/canonical.ts";
import { sha256 } from "#platform/hash.ts";
import type { RoundRules } from "../types.ts";
import type { Ranked } from "./tally.ts";

export const FORMAT = "tingyuan-votes/1";

/** What was announced, as the file holds it: times are ISO 8601 in UTC. */
export interface FileRound extends Omit<RoundRules, "opensAt" | "closesAt" | "paperUntil"> {
	id: string;
	name: string;
	region: { code: string; name: string };
	opensAt: string;
	closesAt: string;
	paperUntil: string;
	/** The round that this one corrects. */
	corrects: string | null;
	rulesHash: string;
	/** SHA-256 of the seed, public since the announcement. */
	commitment: string;
}

export interface FileCandidate {
	number: number;
	/** The code of the village. */
	village: string;
	/** The courtyard's public code; null for who left the round. */
	courtyard: string | null;
	isOut: boolean;
}

export interface CountResult {
	/** Households on the roll, ballots that were counted, votes on them, and those of the votes that are void. */
	households: number;
	ballots: number;
	votes: number;
	voidVotes: number;
	ranking: Ranked[];
}

/** What is counted: everything that the result follows from. No household, no time of a ballot, no two votes of one ballot side by side. */
export interface FileVotes {
	round: FileRound;
	candidates: FileCandidate[];
	roll: { village: string; name: string; households: number }[];
	seed: string;
	/** Ballots that two people made invalid: why, and how many votes they held (0 when it was taken back before). */
	invalidated: { reason: string; votes: number }[];
	/** Papers that nobody could read as a ballot. */
	spoiled: number;
	/** Ballots that their households took back. */
	withdrawn: number;
	/** [what `receiptHash` makes of the receipt, votes of that ballot], in rising order. */
	receipts: [string, number][];
	/** One candidate's number a vote, in the order that `shuffledSlips` gives. */
	slips: number[];
}

/** As announced: rules, candidates with the hash of their story, households by the id of their village, commitment of the seed. */
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
	/** What was announced before the opening, as `rulesHash` was made of it: SHA-256 of its canonical JSON. */
	announced: Announced;
	/** `digestOf` what is counted. */
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
 * The published file, byte for byte: one object; a line of its own for each of the keys in `ORDER`; inside a line JSON without spaces, the keys of every
 * object in alphabetical order; UTF-8; each line ends with a line feed, the last one too.
 */
export function fileText(file: CountFile): string {
	return `{\n${ORDER.map((key) => `${JSON.stringify(key)}:${canonical(file[key])}`).join(",\n")}\n}\n`;
}

/** The result alone, as it stands in the file. */
export function resultText(result: CountResult): string {
	return canonical(result);
}

/** What draws among equals are bound to: SHA-256 of the lines of `VOTES`. */
export function digestOf(votes: FileVotes): string {
	const hash = createHash("sha256");
	for (const key of VOTES) hash.update(`${JSON.stringify(key)}:${canonical(votes[key])}\n`);
	return hash.digest("hex");
}

export function fileHash(text: string): string {
	return sha256(text);
}

/** The key before the long lists in the text, for who reads only what a page shows. */
export const LISTS_BEGIN = ',\n"receipts":';

// The long lists have no keys to bring in order, and a county's are too long to look for any.
function canonical(value: unknown): string {
	const isLong = Array.isArray(value) && (Array.isArray(value[0]) || typeof value[0] === "number");
	return isLong ? JSON.stringify(value) : canonicalJson(value);
}
