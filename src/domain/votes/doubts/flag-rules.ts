import { lot } from "#domain/draws/draws.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import type { Channel, Evidence } from "../types.ts";

export interface Looked {
	rollNumber: number;
	channel: Channel;
	at: Date;
	/** Of the phone, or of the place of the kiosk. */
	deviceMark: string | null;
	numbers: number[];
}

/** The same thing found again is the same flag. */
export interface Found {
	subject: string;
	evidence: Evidence;
}

/** One phone for many households; `least` exempts a family and a helpful neighbour. */
export function sharedPhones(ballots: Looked[], least: number): Found[] {
	return byMark(ballots, "phone")
		.filter(([, group]) => group.length >= least)
		.map(([mark, group]) => ({ subject: mark, evidence: { kind: "device", ...rowOf(group) } }));
}

/** At least this many households within these minutes at one kiosk: perhaps one person votes for all. Overlapping rows become one. */
export function hurriedKiosks(ballots: Looked[], { least, minutes }: { least: number; minutes: number }): Found[] {
	return byMark(ballots, "kiosk").flatMap(([mark, group]) => {
		const inTime = group.toSorted((a, b) => a.at.getTime() - b.at.getTime());
		const rows: Looked[][] = [];
		for (const [n, first] of inTime.entries()) {
			const row = inTime.slice(n, n + least);
			const isHurried = row.length === least && (row.at(-1) as Looked).at.getTime() - first.at.getTime() < minutes * MINUTE_MS;
			const last = rows.at(-1);
			if (isHurried && last?.includes(first)) rows.splice(-1, 1, [...new Set([...last, ...row])]);
			else if (isHurried) rows.push(row);
		}
		return rows.map((row): Found => ({ subject: `${mark}:${rowOf(row).from}`, evidence: { kind: "kiosk", ...rowOf(row) } }));
	});
}

export interface Standing {
	number: number;
	rollNumber: number;
}

/** Two to four candidates whose households voted for one another and nobody else: the votes of each lead to all of them and no further. */
export function rings(ballots: Pick<Looked, "rollNumber" | "numbers">[], candidates: Standing[]): Found[] {
	const chosen = new Map(ballots.map(({ rollNumber, numbers }) => [rollNumber, numbers]));
	const votes = new Map(candidates.map(({ number, rollNumber }) => [number, chosen.get(rollNumber) ?? []]));
	const circles = [...votes.keys()].map((number) => [...ledTo(number, votes)].sort((a, b) => a - b));
	const mutual = Map.groupBy(circles, (circle) => circle.join("-"));
	return [...mutual].flatMap(([subject, same]) => {
		const [numbers = []] = same;
		if (numbers.length < 2 || numbers.length > 4 || same.length < numbers.length) return [];
		const households = candidates.filter(({ number }) => numbers.includes(number)).map(({ rollNumber }) => rollNumber);
		return [{ subject, evidence: { kind: "ring", candidates: numbers, households } }];
	});
}

/** The candidates reached from this one by following its household's votes again and again. */
function ledTo(number: number, votes: Map<number, number[]>): Set<number> {
	const reached = new Set(votes.get(number));
	for (const one of reached) for (const next of votes.get(one) ?? []) reached.add(next);
	return reached;
}

function byMark(ballots: Looked[], channel: Channel): [string, Looked[]][] {
	const marked = ballots.filter((ballot) => ballot.channel === channel && ballot.deviceMark);
	return [...Map.groupBy(marked, ({ deviceMark }) => deviceMark ?? "")];
}

export function rollNumbers(ballots: Looked[]): number[] {
	return ballots.map(({ rollNumber }) => rollNumber).sort((a, b) => a - b);
}

function rowOf(ballots: Looked[]): { households: number[]; from: number; to: number } {
	const times = ballots.map(({ at }) => at.getTime());
	return { households: rollNumbers(ballots), from: Math.min(...times), to: Math.max(...times) };
}

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
