import { DAY_MS, later } from "#platform/clock.ts";
import { phaseOf, type Standing } from "../rules.ts";

/** Until when an announced round's roll loses households: a day before the opening, so that who was struck, and who is above that village, still have one to mend it. */
export function strikesEndOf({ opensAt }: Pick<Standing, "opensAt">): Date {
	return later(opensAt, -DAY_MS);
}

/** Whether households may still be added and put back. */
export function isRollOpen(round: Standing, at: Date): boolean {
	const phase = phaseOf(round, at);
	return phase === "draft" || phase === "announced";
}

/** Whether households may still be struck. In a draft at any time: the village checks again, and nothing is announced before. */
export function isStrikable(round: Standing, at: Date): boolean {
	return isRollOpen(round, at) && (round.stage === "draft" || at < strikesEndOf(round));
}
