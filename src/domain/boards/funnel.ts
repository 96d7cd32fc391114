import type { Rate } from "#domain/ranking.ts";
import { binomial, type Chances } from "./chances.ts";
import type { Limits, Stands } from "./types.ts";

/** Exact binomial control limits around the district's rate, interpolated between two counts: D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005), appendix A.1.1. */
export function limitsOf(rate: number, whole: number): Limits {
	const counts = binomial(rate, whole);
	const at = (share: number) => Math.max(0, countAt(counts, share) / whole);
	return { inner: { low: at(0.025), high: at(0.975) }, outer: { low: at(0.001), high: at(0.999) } };
}

// The count r with P(R ≤ r) ≥ share > P(R < r), less the part of its own chance that lies beyond the share.
function countAt({ least, of }: Chances, share: number): number {
	let upTo = 0;
	for (const [at, chance] of of.entries()) {
		upTo += chance;
		if (upTo >= share) return least + at - (upTo - share) / chance;
	}
	return least + of.length - 1;
}

export function standsAt({ part, whole }: Rate, district: Rate): Stands {
	const { inner, outer } = limitsOf(district.part / district.whole, whole);
	const rate = part / whole;
	if (rate > inner.high) return rate > outer.high ? "far_above" : "above";
	if (rate < inner.low) return rate < outer.low ? "far_below" : "below";
	return "within";
}
