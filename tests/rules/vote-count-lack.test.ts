import { expect, test } from "vitest";
import type { OpenQuestions } from "#domain/votes/counts/open-questions.ts";
import { countLacks } from "#domain/votes/counts/open-questions.ts";
import type { RoundStage } from "#domain/votes/types.ts";

const NOW = new Date("2026-11-10T10:00:00+08:00");
const EARLIER = new Date(NOW.getTime() - 1);
const LATER = new Date(NOW.getTime() + 1);
const NOTHING: OpenQuestions = {
	conflicts: 0,
	signatures: 0,
	appeals: 0,
	appealEnd: null,
	visits: null,
	flags: { found: 0, unanswered: 0 },
};

test.each<[string, RoundStage, Date, Partial<OpenQuestions>, string[]]>([
	["an announced round is not closed", "announced", EARLIER, { conflicts: 1 }, ["notClosed"]],
	["a counted round is not closed any more", "counted", EARLIER, {}, ["notClosed"]],
	["paper may come until the very moment", "closed", LATER, { conflicts: 1 }, ["paperMayCome"]],
	["from that moment on it may be counted", "closed", NOW, {}, []],
	[
		"households with two ballots come first, then signatures and appeals",
		"closed",
		EARLIER,
		{ conflicts: 2, signatures: 1, appeals: 1, appealEnd: LATER },
		["conflictsOpen", "signaturesOpen", "appealsOpen", "appealsRun"],
	],
	["appeals may come until the very moment", "closed", EARLIER, { appealEnd: LATER }, ["appealsRun"]],
	["from that moment on none may come", "closed", EARLIER, { appealEnd: NOW }, []],
	["visits must be told or waived", "closed", EARLIER, { conflicts: 1, visits: "visitsOpen" }, ["conflictsOpen", "visitsOpen"]],
	["visits must be drawn", "closed", EARLIER, { visits: "visitsUndrawn" }, ["visitsUndrawn"]],
	["other flags keep nothing from being counted", "closed", EARLIER, { flags: { found: 3, unanswered: 3 } }, []],
])("%s", (_what, stage, paperUntil, open, lacks) => {
	expect(countLacks({ stage, paperUntil }, { ...NOTHING, ...open }, NOW).map(({ lack }) => lack)).toEqual(lacks);
});
