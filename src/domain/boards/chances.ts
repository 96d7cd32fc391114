import type { Rate } from "#domain/ranking.ts";

/** The chance of each whole number from `least` on; together they are one. */
export interface Chances {
	least: number;
	of: number[];
}

/** How many faults so many inspections find if each finds one at this rate. */
export function binomial(rate: number, whole: number): Chances {
	const odds = rate / (1 - rate);
	return chances({ least: 0, most: whole, growth: (k) => ((whole - k) / (k + 1)) * odds });
}

/** How many of the faults of both fall to the first one if the odds of a fault are there `odds` times those of the second (Fisher's exact test; with other odds than 1, his noncentral one). */
export function shared(first: Rate, second: Rate, odds = 1): Chances {
	const faults = first.part + second.part;
	const clean = second.whole - faults;
	const growth = (k: number) => (((first.whole - k) * (faults - k)) / ((k + 1) * (clean + k + 1))) * odds;
	return chances({ least: Math.max(0, -clean), most: Math.min(faults, first.whole), growth });
}

export function chanceOfAtLeast({ least, of }: Chances, count: number): number {
	return sum(of.slice(Math.max(0, count - least)).reverse());
}

export function chanceOfAtMost({ least, of }: Chances, count: number): number {
	return sum(of.slice(0, Math.max(0, count - least + 1)));
}

/** Those among all whose chance is too small to be one, with a `chance` of at most `error` that anybody is among them by accident (Holm 1979, whatever depends on what). */
export function surely<T extends { chance: number }>(all: T[], error: number): T[] {
	const rarest = all.toSorted((a, b) => a.chance - b.chance);
	const end = rarest.findIndex(({ chance }, at) => chance > error / (rarest.length - at));
	return end === -1 ? rarest : rarest.slice(0, end);
}

interface Shape {
	least: number;
	most: number;
	/** The chance of one more, divided by that of `k`; it falls as `k` rises. */
	growth: (k: number) => number;
}

// From the likeliest number outward, so that nothing overflows; only by + − × ÷, which give the same bits on every machine, as logarithms need not.
function chances({ least, most, growth }: Shape): Chances {
	let likeliest = least;
	while (likeliest < most && growth(likeliest) > 1) likeliest++;
	const above = [1];
	for (let k = likeliest; k < most; k++) above.push((above.at(-1) ?? 0) * growth(k));
	const below = [1];
	for (let k = likeliest; k > least; k--) below.push((below.at(-1) ?? 0) / growth(k - 1));
	const weights = [...below.slice(1).reverse(), ...above];
	const total = sum(weights);
	return { least, of: weights.map((weight) => weight / total) };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
