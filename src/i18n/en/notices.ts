import type { Messages } from "../messages.ts";

export const notices: Messages["notices"] = {
	title: "For your household",
	dismiss: "Got it",
	kinds: {
		pair_shown: ({ points }) => (points > 0 ? `Your pair is shown; ${points} points were added` : "Your pair is shown"),
		pair_returned: ({ reasons }) =>
			reasons ? `Please mend and send again: ${reasons}` : "Please mend and send again; the village wrote why",
		pair_declined: ({ reasons }) => (reasons ? `A pair was not taken: ${reasons}` : "A pair was not taken; the village wrote why"),
	},
};
