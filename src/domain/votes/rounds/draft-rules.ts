import { Refusal } from "#domain/errors.ts";
import { lineWithin, wordsWithin } from "#domain/text.ts";
import type { Messages } from "#i18n/messages.ts";
import { DAY_MS, HOUR_MS } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";

const WORDS_MOST = 500;
const LONGEST_DAYS = 60;
const PAPER_DAYS = 14;
/** Upper limits; the lower limit is one. */
const FIGURES = { votesPerHousehold: 9, objectionDays: 30, places: 20 };

/** The draft with its words cleaned; refuses the first broken rule and names its field. Within a single village nobody can vote for another village. */
export function soundRules(draft: RoundDraft, { at, level }: { at: Date; level: string }): RoundDraft {
	const name = lineWithin(draft.name, { least: 1, most: 40 });
	const words = wordsWithin(draft.words, { least: 0, most: WORDS_MOST });
	if (name === undefined) throw wrong("name");
	if (words === undefined) throw wrong("words", "long", { most: WORDS_MOST });
	requirePeriod(draft, at);
	for (const [figure, most] of Object.entries(FIGURES) as [keyof typeof FIGURES, number][]) {
		const is = draft[figure];
		if (!Number.isInteger(is) || is < 1 || is > most) throw wrong(figure, "figure", { most });
	}
	if (draft.ownVillage === "excluded" && level === "village") throw wrong("ownVillage", "oneVillage");
	if (draft.weighting === "by_eligible" && draft.ownVillage !== "excluded") throw wrong("weighting", "weighting");
	return { ...draft, name, words };
}

function requirePeriod({ opensAt, closesAt, paperUntil }: RoundDraft, at: Date): void {
	const [opens, closes, paper] = [opensAt.getTime(), closesAt.getTime(), paperUntil.getTime()];
	if (!(opens > at.getTime())) throw wrong("opensAt");
	if (!(closes >= opens + HOUR_MS && closes <= opens + LONGEST_DAYS * DAY_MS)) throw wrong("closesAt");
	if (!(paper >= closes && paper <= closes + PAPER_DAYS * DAY_MS)) throw wrong("paperUntil");
}

type Wrong = keyof Messages["rounds"]["wrong"];

function wrong(field: keyof RoundDraft, rule = field as Wrong, params = {}): Refusal {
	return new Refusal("invalid", `rounds.wrong.${rule}`, { field, params });
}
