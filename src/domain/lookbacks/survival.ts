import type { SurvivalStep, WeightedShare } from "./types.ts";

/** A pair as look backs saw it: clean until this day (a later one is not known), or found relapsed on it. `weight` is one over the chance that it was looked at. */
export interface Seen {
	day: number;
	isRelapsed: boolean;
	weight: number;
}

const Z = 1.959963984540054;

/**
 * Kaplan–Meier (1958) with weights; the band is Greenwood's on the scale of log(−log S), which stays between 0 and 1. Unequal weights tell less than so many equal
 * ones, so the variance counts as many as they are worth, (Σw)² ÷ Σw² (Kish 1965); with equal weights nothing of it is left. A relapse stands on the day of the look that
 * found it, though it came at some time since the look before: the curve lies above the true one between looks, never below it.
 */
export function survivalOf(seen: Seen[]): SurvivalStep[] {
	const days = [...new Set(seen.filter(({ isRelapsed }) => isRelapsed).map(({ day }) => day))].sort((a, b) => a - b);
	let [survival, sum] = [1, 0];
	return days.map((day) => {
		const risk = seen.filter((one) => one.day >= day);
		const relapsed = risk.filter((one) => one.day === day && one.isRelapsed);
		const [all, gone] = [weightOf(risk), weightOf(relapsed)];
		const share = gone / all;
		survival *= 1 - share;
		sum += share / ((all ** 2 / squaresOf(risk)) * (1 - share));
		return { day, atRisk: risk.length, relapses: relapsed.length, survival, ...bandOf(survival, Math.sqrt(sum)) };
	});
}

function bandOf(survival: number, logError: number) {
	if (survival === 0) return { error: 0, low: 0, high: 0 };
	const spread = Math.exp((Z * logError) / Math.log(survival));
	return { error: survival * logError, low: survival ** (1 / spread), high: survival ** spread };
}

const weightOf = (seen: { weight: number }[]) => seen.reduce((total, { weight }) => total + weight, 0);
const squaresOf = (seen: { weight: number }[]) => seen.reduce((total, { weight }) => total + weight ** 2, 0);

/** A weighted share with Wilson's interval (1927) for as many looks as the weights are worth. */
export function weightedShare(looks: { isSo: boolean; weight: number }[]): WeightedShare {
	if (looks.length === 0) return { of: 0, share: null, low: 0, high: 1 };
	const all = weightOf(looks);
	const [share, worth] = [weightOf(looks.filter(({ isSo }) => isSo)) / all, all ** 2 / squaresOf(looks)];
	const [middle, half] = [share + Z ** 2 / (2 * worth), Z * Math.sqrt((share * (1 - share) + Z ** 2 / (4 * worth)) / worth)];
	const whole = 1 + Z ** 2 / worth;
	return { of: looks.length, share, low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}
