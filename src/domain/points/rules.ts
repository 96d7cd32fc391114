/** A before/after pair of the own courtyard, published after moderation. */
export const PUBLISHED_PAIR = "P01";

/** The rules that every installation begins with; a village changes one by a new version. */
export const FIRST_RULES = [{ code: PUBLISHED_PAIR, points: 5, capCount: 2, capPeriod: "month" }] as const;

interface Due {
	/** What the rule pays once. */
	points: number;
	/** How often in the period; null = without limit. */
	capCount: number | null;
	/** Awards of this rule that the household has in the period. */
	awardsInPeriod: number;
	/** What the same evidence has earned so far under this rule, after reversals. */
	earnedByEvidence: number;
}

/** What an event pays now: nothing past the cap, and one piece of evidence never more than the rule says. */
export function pointsOf({ points, capCount, awardsInPeriod, earnedByEvidence }: Due): { points: number; isPastCap: boolean } {
	const isPastCap = capCount !== null && awardsInPeriod >= capCount;
	return { points: isPastCap ? 0 : Math.max(0, points - earnedByEvidence), isPastCap };
}

/** What can be taken back of an award: points that are spent are not debts, for a balance never falls below 0. */
export function reversible({ points, balance }: { points: number; balance: number }): number {
	return Math.min(points, balance);
}
