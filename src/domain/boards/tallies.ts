import { compareRates, type Rate } from "#domain/ranking.ts";
import type { Edition, Inspection, Tally } from "./types.ts";

export const isAppealed = ([, , state]: Inspection) => state === "appealed";
export const isGap = ([, found, state]: Inspection) => found === "facility_gap" && state === "stands";

export function talliesOf(units: Edition["units"], inspections: Inspection[]): Tally[] {
	const tallies = new Map(units.map(({ code }) => [code, { unit: code, part: 0, whole: 0 }]));
	for (const inspection of inspections) {
		const [unit, found] = inspection;
		const tally = tallies.get(unit);
		if (!tally || isAppealed(inspection) || isGap(inspection)) continue;
		tally.whole++;
		if (found !== "clean") tally.part++;
	}
	return [...tallies.values()];
}

export function together(tallies: Rate[]): Rate {
	return tallies.reduce((all, { part, whole }) => ({ part: all.part + part, whole: all.whole + whole }), { part: 0, whole: 0 });
}

export const without = (all: Rate, { part, whole }: Rate): Rate => ({ part: all.part - part, whole: all.whole - whole });

export const fewestFaultsFirst = (a: Tally, b: Tally) => compareRates(b, a) || (a.unit < b.unit ? -1 : 1);
