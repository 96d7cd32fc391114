import type { Messages } from "../messages.ts";
import { closeDesk } from "./close-desk.ts";

export const closes: Messages["closes"] = {
	desk: closeDesk,
	refused: {
		month: "Choose a month, for example 2026-11.",
		oneBefore: ({ month }) => `${month} is not locked yet. Finish that month first.`,
		inOrder: ({ month }) => `Months are closed one after the other; the next one is ${month}.`,
		notYet: ({ day }) => `A month's record runs until the 25th; it can be closed from ${day} on.`,
		disputesOpen: ({ count }) => `${count} entries that households call wrong are not answered. Answer them first; nothing is lost.`,
		clockDoubted: "The server's clock may be wrong, so nothing is closed. The district's admin looks at the time under “Jobs” first.",
		days: ({ least, most }) => `A notice lasts ${least} days at least, ${most} at most.`,
		inReview: ({ day }) => `The 26th to the 28th are for the review; the notice can begin on ${day}.`,
		notNoticed: "There was no notice yet, so it cannot be locked.",
		noticeRuns: "The notice is not over, so it cannot be locked.",
		closedMonth: ({ month }) => `${month} was closed and takes no entry. What is put right is entered in the present month.`,
		locked: ({ month }) =>
			`${month} was on the wall and is locked. Tell the village directly: what is wrong is put right in the present month.`,
		words: ({ most }) => `At most ${most} characters.`,
		correction: ({ least, most }) => `This entry is put right by ${least} to ${most} points, a whole number; 0 if nothing changes.`,
		spentEntry: "What was redeemed, expired or moved in a merger is put right in the store or with the household. Enter 0 here.",
		answered: "This one was answered already.",
		ownDispute: "You wrote it down for the household, so somebody else answers.",
	},
};
