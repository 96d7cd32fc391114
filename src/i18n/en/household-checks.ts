import type { Messages } from "../messages.ts";

export const householdChecks: Messages["households"]["checks"] = {
	title: "Checks of households",
	lede: "Of deaths, new heads, closings, splits and mergers a few are drawn each week; somebody who had no part asks by phone or at the door whether they are true. The household is asked, no colleague is judged.",
	waiting: ({ count }) =>
		count === 1 ? "One change of a household waits for you to ask" : `${count} changes of households wait for you to ask`,
	none: "Nothing waits to be asked about",
	noneHint: "They are drawn each Monday. What you did yourself, or for relatives, others ask about.",
	done: { checked: "Noted." },
	was: ({ by, day }) => `by ${by}, ${day}`,
	answer: "It is",
	answers: { true: "true", untrue: "not true", not_reached: "nobody was reached" },
	how: "Asked",
	ways: { phone: "by phone", visit: "at the door" },
	words: "What the household said",
	wordsHint: "A sentence or two. If nobody was reached: how often you tried.",
	save: "Note it",
	untrueTitle: "Turned out not to be true",
	untrueLede: "Of the last three months. An admin should set it right and ask how it came about.",
	untrueCount: ({ count }) => (count === 1 ? "One change of a household was not true" : `${count} changes of households were not true`),
	answerMissing: "Please say whether it is true, not true, or nobody was reached.",
	howMissing: "Please say whether by phone or at the door.",
	wordsMissing: "Please write what the household said, 2 to 300 characters.",
	more: "More",
	first: "Back to the first",
	answered: "It has been asked about already. Nothing was changed.",
};
