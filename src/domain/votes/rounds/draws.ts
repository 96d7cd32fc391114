import { sha256 } from "#platform/hash.ts";
import { ownKey } from "#platform/secrets.ts";

/** The seed of all draws of a round, 64 hex digits. The announcement publishes its commitment, the result the seed. */
export function seedOf(roundId: string): string {
	return ownKey("draws", roundId).toString("hex");
}

export function commitmentOf(seed: string): string {
	return sha256(seed);
}

/**
 * The order of candidates on a household's ballot: by SHA-256 of "seed:order:roll number:candidate". It differs by household, so nobody is always first, and
 * the published seed lets anybody check it. Visitors are number 0.
 */
export function orderFor(seed: string, rollNumber: number, numbers: number[]): number[] {
	return drawn(numbers, (number) => `${seed}:order:${rollNumber}:${number}`);
}

/** The order among equals. `bound` is the digest of the counted votes, which was unknown when the seed was chosen. */
export function tieOrder(seed: string, bound: string, numbers: number[]): number[] {
	return drawn(numbers, (number) => `${seed}:tie:${bound}:${number}`);
}

/** The seed of the nominees' draw; a hidden draft cannot change it. */
export function nomineesSeed({ regionCode, ordinal }: { regionCode: string; ordinal: number }): string {
	return `${regionCode}:${ordinal}`;
}

export function lot(seed: string, purpose: string, ids: string[], count: number): string[] {
	return drawn(ids, (id) => `${seed}:${purpose}:${id}`).slice(0, count);
}

function drawn<T>(things: T[], ticket: (thing: T) => string): T[] {
	const tickets = new Map(things.map((thing) => [thing, sha256(ticket(thing))]));
	return [...things].sort((a, b) => ((tickets.get(a) ?? "") < (tickets.get(b) ?? "") ? -1 : 1));
}
