import type { Messages } from "../../messages.ts";

export const invalidations: Messages["doubts"]["invalidations"] = {
	title: "Invalid ballots and appeals",
	lede: "It takes two: one proposes, the witness or another admin signs. The ballot stays and is not counted; the household reads why and may appeal, and somebody who has not signed looks again before anything is counted.",
	sealed: "Ballots can be invalidated after the closing",
	sealedHint: "Until then the ballots are sealed for everybody.",
	find: "Find a household",
	findHint: "Name of its head, or its number of 4 digits.",
	search: "Find",
	notFound: "Nothing like it on the roll.",
	choose: "Propose to invalidate its ballot",
	proposeFor: ({ door }) => `Propose to invalidate: ${door}`,
	reason: "Reason",
	reasons: {
		bought: "votes for money or gifts",
		coerced: "under pressure, or cast by somebody else",
		not_by_household: "not cast by the household itself",
		duplicate_paper: "a duplicate on paper",
	},
	outcome: ({ reason }) => `not to count (${reason})`,
	none: "Nothing is proposed",
	noneHint: "Mostly that is how it should be.",
	final: "A signature cannot be taken back; only an appeal of the household, and two more signatures, bring the ballot back.",
	done: {
		invalidation: "Invalidated; the household reads why on its page. Print the notice for a household without a phone.",
	},
};
