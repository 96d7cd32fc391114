import type { Messages } from "../messages.ts";

export const speaker: Messages["households"]["speaker"] = {
	title: "Who of the household said so",
	hint: "Their name. At least 14 years old, and of this household.",
	which: "Which of these was it",
	unlisted: "Not on the list; it was the person named above",
	unlistedHint:
		"For example a daughter who came home. The record says that they are not on this household's list, and the household sees it.",
	missing: "Please write who of the household said so, by name, in at most 60 characters. What you wrote is kept.",
	unknown: ({ name }) =>
		`“${name}” is not on this household's list. Please choose somebody below; if it was somebody else, please say so there. What you wrote is kept.`,
	under14: ({ name }) => `${name} is not 14 yet; a grown-up of the household has to say it. What you wrote is kept.`,
	named: ({ saidBy, saidByUnlisted }) => `${saidBy ?? ""}${saidByUnlisted ? " (not on this household's list)" : ""}`,
};
