/** A before/after pair of one's own courtyard, published after moderation. */
export const PUBLISHED_PAIR = "P01";

/** The balance of a household that was merged into another. It pays nothing by itself. */
export const MERGED = "T01";

export const FIRST_RULES = [
	{ code: PUBLISHED_PAIR, points: 5, capCount: 2, capPeriod: "month" },
	{ code: MERGED, points: 0, capCount: null, capPeriod: null },
] as const;

interface Due {
	points: number;
	/** How often per period; null = no limit. */
	capCount: number | null;
	awardsInPeriod: number;
	earnedByEvidence: number;
}

export function pointsOf({ points, capCount, awardsInPeriod, earnedByEvidence }: Due): { points: number; isPastCap: boolean } {
	const isPastCap = capCount !== null && awardsInPeriod >= capCount;
	return { points: isPastCap ? 0 : Math.max(0, points - earnedByEvidence), isPastCap };
}

/** How many points of an award can be taken back: a balance never falls below 0. */
export function reversible({ points, balance }: { points: number; balance: number }): number {
	return Math.min(points, balance);
}
