import { sha256 } from "#platform/hash.ts";
import { ownKey } from "#platform/secrets.ts";

/** The seed of all draws of a round, 64 hex digits: bound by `commitmentOf` at the announcement, published with the result. */
export function seedOf(roundId: string): string {
	return ownKey("draws", roundId).toString("hex");
}

export function commitmentOf(seed: string): string {
	return sha256(seed);
}

/**
 * The order in which a household sees the candidates: by SHA-256 of "seed:order:roll number:candidate". Each sees another, none is always first, and
 * whoever has the seed later can check it. Visitors are number 0.
 */
export function orderFor(seed: string, rollNumber: number, numbers: number[]): number[] {
	return drawn(numbers, (number) => `${seed}:order:${rollNumber}:${number}`);
}

/** Who of equals comes first. `bound` is what was not known when the seed was chosen: the digest of the counted votes. */
export function tieOrder(seed: string, bound: string, numbers: number[]): number[] {
	return drawn(numbers, (number) => `${seed}:tie:${bound}:${number}`);
}

/** What nominees are drawn by: nothing that a draft which nobody sees could roll again. */
export function nomineesSeed({ regionCode, ordinal }: { regionCode: string; ordinal: number }): string {
	return `${regionCode}:${ordinal}`;
}

/** A lot of `count` out of these, by a seed and what is drawn for. */
export function lot(seed: string, purpose: string, ids: string[], count: number): string[] {
	return drawn(ids, (id) => `${seed}:${purpose}:${id}`).slice(0, count);
}

function drawn<T>(things: T[], ticket: (thing: T) => string): T[] {
	const tickets = new Map(things.map((thing) => [thing, sha256(ticket(thing))]));
	return [...things].sort((a, b) => ((tickets.get(a) ?? "") < (tickets.get(b) ?? "") ? -1 : 1));
}
