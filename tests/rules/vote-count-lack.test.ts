import { expect, test } from "vitest";
import type { OpenQuestions } from "#domain/votes/counts/open-questions.ts";
import { countLack } from "#domain/votes/counts/open-questions.ts";
import type { RoundStage } from "#domain/votes/types.ts";

const NOW = new Date("2026-11-10T10:00:00+08:00");
const EARLIER = new Date(NOW.getTime() - 1);
const NOTHING: OpenQuestions = { conflicts: 0, signatures: 0, appeals: 0, appealsUntil: null, flags: { found: 0, unanswered: 0 } };

test.each<[string, RoundStage, Date, Partial<OpenQuestions>, string | null]>([
	["an announced round is not closed", "announced", EARLIER, {}, "notClosed"],
	["a counted round is not closed any more", "counted", EARLIER, {}, "notClosed"],
	["paper may come until the very moment", "closed", new Date(NOW.getTime() + 1), {}, "paperMayCome"],
	["from that moment on it may be counted", "closed", NOW, {}, null],
	["households with two ballots come first", "closed", EARLIER, { conflicts: 2, signatures: 1, appeals: 1 }, "conflictsOpen"],
	["then signatures", "closed", EARLIER, { signatures: 1, appeals: 1, appealsUntil: NOW }, "signaturesOpen"],
	["then appeals", "closed", EARLIER, { appeals: 3, appealsUntil: NOW }, "appealsOpen"],
	["then the days in which they may come", "closed", EARLIER, { appealsUntil: NOW }, "appealsRun"],
	["flags keep nothing from being counted", "closed", EARLIER, { flags: { found: 3, unanswered: 3 } }, null],
])("%s", (_what, stage, paperUntil, open, lack) => {
	expect(countLack({ stage, paperUntil }, { ...NOTHING, ...open }, NOW)?.lack ?? null).toBe(lack);
});
