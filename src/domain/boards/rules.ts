import { improved, outstanding } from "./lists.ts";
import { ranksOf } from "./ranks.ts";
import { fewestFaultsFirst, isAppealed, isGap, talliesOf, together } from "./tallies.ts";
import type { Board, Edition } from "./types.ts";

/** Pure: whoever has the edition gets the same board. */
export function boardOf(edition: Edition): Board {
	const { units, inspections, parameters } = edition;
	const tallies = talliesOf(units, inspections);
	const district = together(tallies);
	const ranked = tallies.filter(({ whole }) => whole >= parameters.least).sort(fewestFaultsFirst);
	const compared = { ranked, district, parameters };
	return {
		rate: district,
		leftOut: { gaps: inspections.filter(isGap).length, appealed: inspections.filter(isAppealed).length },
		ranked: ranksOf(compared),
		tooFew: tallies.filter(({ whole }) => whole < parameters.least),
		praised: outstanding("best", compared),
		improved: improved(compared, talliesOf(units, edition.before)),
		lagging: outstanding("worst", compared).filter((unit) => !isStillUnhelped(unit, edition)),
	};
}

/** Nobody is named twice running without help in between. */
function isStillUnhelped(unit: string, { last, edition, helpVisits }: Edition): boolean {
	if (!last?.lagging.includes(unit)) return false;
	return !helpVisits.some((visit) => visit.unit === unit && visit.on > last.on && visit.on <= edition.on);
}
