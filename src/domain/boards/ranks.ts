import type { Rate } from "#domain/ranking.ts";
import { chanceOfAtLeast, shared } from "./chances.ts";
import { standsAt } from "./funnel.ts";
import type { Compared, Standing, Tally } from "./types.ts";

type Ranged = Omit<Standing, "tie">;

export function ranksOf({ ranked, district, parameters }: Compared): Standing[] {
	const ranges = rangesOf(ranked, parameters.error);
	return withTies(ranges.map((range) => ({ ...range, ...wilson(range), stands: standsAt(range, district) })));
}

/** Whoever is surely better stands above, whoever is surely worse below, and all others may stand on either side. */
function rangesOf(ranked: Tally[], error: number): (Tally & { from: number; to: number })[] {
	// Every pair is judged, in both directions. Those with the same figures are judged once, because a county has thousands of hamlets and few figures.
	const allowed = error / (ranked.length * (ranked.length - 1));
	const alike = Map.groupBy(ranked, ({ part, whole }) => `${part}/${whole}`);
	const groups = [...alike.values()].map((units) => ({ ...(units[0] as Tally), count: units.length, from: 1, to: ranked.length }));
	for (const [at, worse] of groups.entries()) {
		for (const better of groups.slice(0, at)) {
			if (chanceOfAtLeast(shared(worse, better), worse.part) > allowed) continue;
			worse.from += better.count;
			better.to -= worse.count;
		}
	}
	const rangeOf = new Map([...alike.keys()].map((figures, n) => [figures, groups[n]]));
	return ranked.map((tally) => {
		const { from = 1, to = ranked.length } = rangeOf.get(`${tally.part}/${tally.whole}`) ?? {};
		return { ...tally, from, to };
	});
}

/** Equals are equals of each other: a tie ends only where everybody above is told apart from everybody below. */
function withTies(ranged: Ranged[]): Standing[] {
	const lowestBelow = ranged.map(({ from }) => from);
	for (let at = ranged.length - 2; at >= 0; at--) lowestBelow[at] = Math.min(lowestBelow[at] as number, lowestBelow[at + 1] as number);
	let [tie, highestAbove] = [1, 0];
	return ranged.map((one, at) => {
		const isApart = at > 0 && highestAbove <= at && (lowestBelow[at] as number) > at;
		highestAbove = Math.max(highestAbove, one.to);
		if (isApart) tie++;
		return { ...one, tie };
	});
}

const Z = 1.959963984540054;

/** Wilson's score interval of 95 % (1927), to four places. */
export function wilson({ part, whole }: Rate): { low: number; high: number } {
	const rate = part / whole;
	const middle = rate + Z ** 2 / (2 * whole);
	const half = Z * Math.sqrt((rate * (1 - rate)) / whole + Z ** 2 / (4 * whole ** 2));
	const end = (place: number) => Math.round((place / (1 + Z ** 2 / whole)) * 10_000) / 10_000;
	return { low: end(middle - half), high: end(middle + half) };
}
