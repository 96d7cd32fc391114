import { lot } from "#domain/draws/draws.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import type { Channel, Evidence } from "../types.ts";

export interface Looked {
	rollNumber: number;
	channel: Channel;
	at: Date;
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
		const rows: Looked[][] = [];
		for (const [n, first] of group.entries()) {
			const row = group.slice(n, n + least);
			const { from, to } = rowOf(row);
			if (row.length < least || to - from >= minutes * MINUTE_MS) continue;
			const last = rows.at(-1);
			if (last?.includes(first)) last.push(...row.filter((one) => !last.includes(one)));
			else rows.push(row);
		}
		return rows.map(rowOf).map((row): Found => ({ subject: `${mark}:${row.from}`, evidence: { kind: "kiosk", ...row } }));
	});
}

function byMark(ballots: Looked[], channel: Channel): [string, Looked[]][] {
	const marked = ballots.filter((ballot) => ballot.channel === channel && ballot.deviceMark);
	const inTime = marked.sort((a, b) => a.at.getTime() - b.at.getTime());
	return [...Map.groupBy(inTime, ({ deviceMark }) => deviceMark ?? "")];
}

function rowOf(ballots: Looked[]): { households: number[]; from: number; to: number } {
	const times = ballots.map(({ at }) => at.getTime());
	return { households: inOrder(ballots.map(({ rollNumber }) => rollNumber)), from: Math.min(...times), to: Math.max(...times) };
}

export interface Standing {
	number: number;
	rollNumber: number;
}

/** Two to four candidates whose households voted for one another and nobody else: the votes of each lead to all of them and no further. */
export function rings(ballots: Pick<Looked, "rollNumber" | "numbers">[], candidates: Standing[]): Found[] {
	const chosen = new Map(ballots.map(({ rollNumber, numbers }) => [rollNumber, numbers]));
	const votes = new Map(candidates.map(({ number, rollNumber }) => [number, chosen.get(rollNumber) ?? []]));
	const circles = [...votes.keys()].map((number) => inOrder([...ledTo(number, votes)]));
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

/** One in twenty, at least five (or all), and no more than two helpers can ask in an afternoon. */
export function sampleSize(among: number): number {
	return Math.min(among, 60, Math.max(5, Math.ceil(among / 20)));
}

/** 回访抽查: households asked whether they voted, by SHA-256 of "seed:sample:roll number"; the seed was bound before, so nobody chooses. One draw a round. */
export function drawnSample(handedOn: number[], seed: string): Found[] {
	const outOf = handedOn.length;
	if (outOf === 0) return [];
	const households = inOrder(lot(seed, "sample", handedOn, sampleSize(outOf)));
	return [{ subject: "sample", evidence: { kind: "sample", households, outOf } }];
}

const inOrder = (numbers: number[]) => numbers.sort((a, b) => a - b);
