interface Ranking<T> {
	compare: (a: T, b: T) => number;
	draw?: ((equals: T[]) => T[]) | undefined;
}

/** Equals share a place unless they are drawn, and the next places are left out. */
export function ranked<T>(things: T[], { compare, draw }: Ranking<T>): { thing: T; place: number; isTied: boolean }[] {
	const best = things.toSorted(compare);
	return best.flatMap((thing, at) => {
		const equals = best.filter((other) => compare(other, thing) === 0);
		if (equals[0] !== thing) return [];
		const inOrder = draw ? draw(equals) : equals;
		return inOrder.map((one, n) => ({ thing: one, place: at + 1 + (draw ? n : 0), isTied: equals.length > 1 }));
	});
}

export interface Rate {
	part: number;
	whole: number;
}

/** The higher rate first. It multiplies crosswise in integers, so that no rounded fraction decides and every machine gets the same. */
export function compareRates(a: Rate, b: Rate): number {
	const [left, right] = [BigInt(a.part) * divisorOf(b), BigInt(b.part) * divisorOf(a)];
	return left > right ? -1 : left < right ? 1 : 0;
}

export function perThousand(rate: Rate): string {
	const divisor = divisorOf(rate);
	const hundredths = (BigInt(rate.part) * 200_000n + divisor) / (2n * divisor);
	return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}

const divisorOf = ({ whole }: Rate) => BigInt(Math.max(1, whole));
