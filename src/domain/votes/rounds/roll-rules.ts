import { DAY_MS, later } from "#platform/clock.ts";
import { phaseOf, type Standing } from "../rules.ts";

/** After the announcement, households can be struck until a day before the opening, so that a wrong strike can still be corrected. */
export function strikesEndOf({ opensAt }: Pick<Standing, "opensAt">): Date {
	return later(opensAt, -DAY_MS);
}

export function isRollOpen(round: Standing, at: Date): boolean {
	const phase = phaseOf(round, at);
	return phase === "draft" || phase === "announced";
}

/** Whether households may still be struck. In a draft always, because the village checks again before the announcement. */
export function isStrikable(round: Standing, at: Date): boolean {
	return isRollOpen(round, at) && (round.stage === "draft" || at < strikesEndOf(round));
}
