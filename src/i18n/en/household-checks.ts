import type { Messages } from "../messages.ts";

export const householdChecks: Messages["households"]["checks"] = {
	title: "Checks of households",
	lede: "Of the households in which a colleague wrote down a death, a new head or another name of the head, a closing, split or merger, a few are drawn each week; somebody who had no part asks by phone or at the door whether it is true. The household is asked, no colleague is judged.",
	waiting: ({ count }) =>
		count === 1 ? "One change of a household waits for you to ask" : `${count} changes of households wait for you to ask`,
	none: "Nothing waits to be asked about",
	noneHint: "They are drawn each Monday. What you did yourself, or for relatives, others ask about.",
	done: { checked: "Noted." },
	was: ({ by, day }) => `by ${by}, ${day}`,
	ask: "Ask about it",
	askTitle: "Ask whether it is true",
	asked: ({ by, day }) => `${by}, ${day}:`,
	unaskedTitle: "Nobody may ask about these",
	unaskedLede:
		"Whoever could ask appointed who did it, or was appointed by them, or both by one person, or is a relative of the household. An admin who did not do it should appoint another auditor to ask.",
	unaskedCount: ({ count }) =>
		count === 1 ? "Nobody may ask about one change that was drawn" : `Nobody may ask about ${count} changes that were drawn`,
	answersTitle: "Answers",
	answersLede: "What the households said of the changes that were drawn, and who asked. What you did yourself is not here.",
	noAnswers: "Nothing was asked about yet",
	all: "all",
	columns: { day: "Asked on", what: "Household and change", said: "What it said", who: "Asked by" },
	weeks: {
		lede: "Nobody can know beforehand which households are drawn: the seed of each week is sealed before, and told when the week is over and drawn. Its SHA-256 is the commitment; if they match, it was not exchanged.",
		tickets:
			"Of each colleague's households of that week those with the lowest of these numbers; all that the colleague did to them is asked about.",
		seed: "seed",
		week: ({ from, until }) => `${from} to ${until}`,
		sealed: ({ time }) => `Sealed on ${time}, commitment`,
		drawn: ({ households, drawn, most }) =>
			`${households} ${households === 1 ? "household" : "households"} with something to ask about, ${most} of each colleague, ${drawn} drawn.`,
		notYet: "Not drawn yet; the seed is secret.",
	},
	answer: "It is",
	answers: { true: "true", untrue: "not true", not_reached: "nobody was reached" },
	told: ({ what, answer, way }) => `${what ? `“${what}”: ` : ""}asked ${way}, ${answer}`,
	toldAsked: ({ what }) => (what ? `“${what}”: it has been asked about` : "It has been asked about"),
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
