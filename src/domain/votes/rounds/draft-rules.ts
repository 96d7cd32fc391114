import { Refusal } from "#domain/errors.ts";
import { lineWithin, wordsWithin } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { DAY_MS, HOUR_MS } from "#platform/clock.ts";
import type { RoundDraft } from "../types.ts";

export const NAME_LENGTH = 40;
export const WORDS_LENGTH = 500;
const LONGEST_DAYS = 60;
const PAPER_DAYS = 14;

interface Setting {
	at: Date;
	/** The level of the round's region: within a single village nobody can vote for another village. */
	level: string;
}

/** Refuses the first broken rule of a draft and names its field. */
export function requireSoundRules(draft: RoundDraft, setting: Setting): void {
	requireWords(draft);
	requirePeriod(draft, setting.at);
	requireFigures(draft);
	if (draft.ownVillage === "excluded" && setting.level === "village") throw wrong("oneVillage", "ownVillage");
	if (draft.weighting === "by_eligible" && draft.ownVillage !== "excluded") throw wrong("weighting", "weighting");
}

function requireWords({ name, words }: RoundDraft): void {
	if (lineWithin(name, { least: 1, most: NAME_LENGTH }) === undefined) throw wrong("name", "name");
	if (wordsWithin(words, { least: 0, most: WORDS_LENGTH }) === undefined) throw wrong("words", "words");
}

function requirePeriod({ opensAt, closesAt, paperUntil }: RoundDraft, at: Date): void {
	const [opens, closes, paper] = [opensAt.getTime(), closesAt.getTime(), paperUntil.getTime()];
	if (!(opens > at.getTime())) throw wrong("opensAt", "opensAt");
	if (!(closes >= opens + HOUR_MS && closes <= opens + LONGEST_DAYS * DAY_MS)) throw wrong("closesAt", "closesAt");
	if (!(paper >= closes && paper <= closes + PAPER_DAYS * DAY_MS)) throw wrong("paperUntil", "paperUntil");
}

function requireFigures({ objectionDays, votesPerHousehold, places }: RoundDraft): void {
	if (!isBetween(votesPerHousehold, 1, 9)) throw wrong("votesPerHousehold", "votesPerHousehold");
	if (!isBetween(objectionDays, 1, 30)) throw wrong("objectionDays", "objectionDays");
	if (!isBetween(places, 1, 20)) throw wrong("places", "places");
}

function isBetween(count: number, least: number, most: number): boolean {
	return Number.isInteger(count) && count >= least && count <= most;
}

function wrong(rule: keyof typeof KEYS, field: keyof RoundDraft): Refusal {
	return new Refusal("invalid", KEYS[rule], { field });
}

const KEYS = {
	name: "rounds.wrong.name",
	words: "rounds.wrong.words",
	opensAt: "rounds.wrong.opensAt",
	closesAt: "rounds.wrong.closesAt",
	paperUntil: "rounds.wrong.paperUntil",
	votesPerHousehold: "rounds.wrong.votesPerHousehold",
	objectionDays: "rounds.wrong.objectionDays",
	places: "rounds.wrong.places",
	oneVillage: "rounds.wrong.oneVillage",
	weighting: "rounds.wrong.weighting",
} as const satisfies Record<string, MessageKey>;
