import type { Messages } from "../messages.ts";

export const rounds: Messages["rounds"] = {
	title: "Votes",

	notYours: "This vote is run by the administrators of its area; you can look at it. Nothing was changed.",
	isAnnounced:
		"This vote is announced: its rules, candidates and nominations stand still. To correct it, cancel it with a reason and start another.",
	isCancelled: "This vote is cancelled. To go on, start another one.",
};
