import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { APPEAL_LENGTH } from "./types.ts";

export function requireAppealWords(words: string): string {
	const said = wordsWithin(words, APPEAL_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "approvals.appealLength", { field: "words", params: APPEAL_LENGTH });
	return said;
}

/** Refuses what comes too late, but not while only a clock has jumped past the end. */
export function requireInTime({ until, at, late }: { until: Date; at: Date; late: MessageKey }): void {
	if (at < until) return;
	requireTrulyPast(until);
	throw new Refusal("conflict", late);
}
