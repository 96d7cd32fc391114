import { lot } from "../rounds/draws.ts";
import { type Found, type Looked, rollNumbers } from "./flag-rules.ts";

/** The purpose of the draw; part of the public formula. */
export const SAMPLE_PURPOSE = "sample";

const ONE_IN = 20;
const LEAST = 5;
// Two helpers can ask this many in an afternoon.
const MOST = 60;

/** The size of the sample: one in twenty, at least five (or all), and no more than can be asked. */
export function sampleSize(among: number): number {
	return Math.min(among, MOST, Math.max(LEAST, Math.ceil(among / ONE_IN)));
}

/**
 * 回访抽查: some households are asked whether they voted, among those whose ballot passed through other hands (at a kiosk, on paper, or with a slip printed during
 * the round). The order is by SHA-256 of "seed:sample:roll number". The seed was bound at the announcement, so nobody chooses, and being on the list is no
 * suspicion.
 */
export function drawnSample(ballots: Looked[], newlyLetIn: Set<number>, seed: string): Found[] {
	const urn = ballots.filter(({ channel, rollNumber }) => channel !== "phone" || newlyLetIn.has(rollNumber));
	if (urn.length === 0) return [];
	const tickets = new Map(urn.map((ballot) => [String(ballot.rollNumber), ballot]));
	const drawn = lot(seed, SAMPLE_PURPOSE, [...tickets.keys()], sampleSize(tickets.size));
	const households = rollNumbers(drawn.map((ticket) => tickets.get(ticket) as Looked));
	// One per round: a later search draws no other.
	return [{ subject: SAMPLE_PURPOSE, evidence: { kind: "sample", households, outOf: tickets.size } }];
}
