import { sha256 } from "#platform/hash.ts";
import { ownKey } from "#platform/secrets.ts";

/** The secret seed of all draws about one thing, 64 hex digits: its commitment is published before them, the seed itself afterwards. */
export function seedOf(id: string): string {
	return ownKey("draws", id).toString("hex");
}

export function commitmentOf(seed: string): string {
	return sha256(seed);
}

/** Draws things by their tickets, SHA-256 of "seed:purpose:thing", lowest first; in which order they were given does not matter. */
export function lot<Thing extends string | number>(seed: string, purpose: string, things: Thing[], count = things.length): Thing[] {
	const tickets = things.map((thing) => ({ thing, ticket: sha256(`${seed}:${purpose}:${thing}`) }));
	tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
	return tickets.slice(0, count).map(({ thing }) => thing);
}
