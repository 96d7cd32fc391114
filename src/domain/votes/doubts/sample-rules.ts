import { lot } from "../rounds/draws.ts";
import { type Found, type Looked, rollNumbers } from "./flag-rules.ts";

/** What the tickets of the draw are for; part of the public formula. */
export const SAMPLE_PURPOSE = "sample";

const ONE_IN = 20;
const LEAST = 5;
// Two helpers ask so many in an afternoon.
const MOST = 60;

/** How many of so many are asked: one in twenty, but five at least, or all, and no more than can be asked. */
export function sampleSize(among: number): number {
	return Math.min(among, MOST, Math.max(LEAST, Math.ceil(among / ONE_IN)));
}

/**
 * 回访抽查: of the households whose ballot passed through others' hands (at a kiosk, on paper, or with a slip printed during the round), some are asked whether
 * they voted. The order is that of SHA-256 of "seed:sample:roll number"; the seed was bound at the announcement, so nobody chooses, and nobody on the
 * list is suspected of anything.
 */
export function drawnSample(ballots: Looked[], newlyLetIn: Set<number>, seed: string): Found[] {
	const urn = ballots.filter(({ channel, rollNumber }) => channel !== "phone" || newlyLetIn.has(rollNumber));
	if (urn.length === 0) return [];
	const tickets = new Map(urn.map((ballot) => [String(ballot.rollNumber), ballot]));
	const drawn = lot(seed, SAMPLE_PURPOSE, [...tickets.keys()], sampleSize(tickets.size));
	const households = rollNumbers(drawn.map((ticket) => tickets.get(ticket) as Looked));
	// One a round: whatever is found later draws no other.
	return [{ subject: SAMPLE_PURPOSE, evidence: { kind: "sample", households, outOf: tickets.size } }];
}
