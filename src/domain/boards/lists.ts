import { compareRates, type Rate } from "#domain/ranking.ts";
import { chanceOfAtLeast, chanceOfAtMost, shared, surely } from "./chances.ts";
import { standsAt } from "./funnel.ts";
import { fewestFaultsFirst, together, without } from "./tallies.ts";
import type { Board, Compared, Parameters, Stands, Tally } from "./types.ts";

type Order<T> = (a: T, b: T) => number;

const ENDS = {
	worst: { byRate: compareRates, chance: chanceOfAtLeast, beyond: ["above", "far_above"] as Stands[] },
	best: { byRate: (a: Rate, b: Rate) => compareRates(b, a), chance: chanceOfAtMost, beyond: ["below", "far_below"] as Stands[] },
};

/** At one end of the ranks, outside the funnel there, and surely unlike the rest of the district. The surest end comes first. */
export function outstanding(end: keyof typeof ENDS, { ranked, district, parameters }: Compared): string[] {
	const { byRate, chance, beyond } = ENDS[end];
	const judged = ranked.map((tally) => ({ ...tally, chance: chance(shared(tally, without(district, tally)), tally.part) }));
	// Of two equal rates the one that was inspected more often says more.
	const isAtTheEnd = fewOf(ranked, parameters, (a, b) => byRate(a, b) || b.whole - a.whole);
	return surely(judged, parameters.error)
		.filter((tally) => isAtTheEnd(tally) && beyond.includes(standsAt(tally, district)))
		.sort((a, b) => byRate(a, b) || fewestFaultsFirst(a, b))
		.map(({ unit }) => unit);
}

/** Whose faults fell, by more than chance and by more than those of the rest of the district did. */
export function improved({ ranked, district, parameters }: Compared, earlier: Tally[]): Board["improved"] {
	const districtThen = together(earlier);
	const thenOf = new Map(earlier.map((tally) => [tally.unit, tally]));
	const judged = ranked.flatMap((now) => {
		const then = thenOf.get(now.unit);
		if (!then || then.whole < parameters.least) return [];
		const trend = oddsOf(without(district, now)) / oddsOf(without(districtThen, then));
		const chance = chanceOfAtMost(shared(now, then, Math.min(1, trend)), now.part);
		return { unit: now.unit, before: { part: then.part, whole: then.whole }, chance };
	});
	const isAmongFew = fewOf(judged, parameters, (a, b) => a.chance - b.chance);
	return surely(judged, parameters.error)
		.filter(isAmongFew)
		.map(({ unit, before }) => ({ unit, before }));
}

// Half a fault more on each side, because a district may have none.
const oddsOf = ({ part, whole }: Rate) => (part + 0.5) / (whole - part + 0.5);

/** Whether one is among the few that a list may name; equals for whom there is no room are all left out. */
function fewOf<T>(all: T[], { oneIn, most }: Parameters, order: Order<T>): (one: T) => boolean {
	const room = Math.min(most, Math.floor(all.length / oneIn));
	return (one) => all.filter((other) => order(other, one) <= 0).length <= room;
}
