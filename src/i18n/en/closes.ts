import type { Messages } from "../messages.ts";
import { callbacks } from "./callbacks.ts";
import { closeDesk } from "./close-desk.ts";
import { monthStatement } from "./month-statement.ts";

export const closes: Messages["closes"] = {
	callbacks,
	desk: closeDesk,
	statement: monthStatement,
	dispute: {
		button: "This is not right",
		why: "What is wrong? One sentence is enough.",
		reasons: {
			not_us: "That was not our household",
			too_few: "The points are wrong",
			other_day: "The day is wrong",
			not_fetched: "We did not get what was exchanged",
			look: "Hard to say, please look again",
		},
		send: "Ask somebody else to look",
		sent: "Sent. Within three working days somebody answers, below this entry.",
		waits: "You said this is not right. It is being looked into, within three working days.",
		right: ({ points }) =>
			points === 0
				? "Looked into: you are right, the points stay."
				: `Looked into: you are right, ${points > 0 ? `+${points}` : `−${-points}`} points were entered in this month.`,
		wrong: "Looked into: the entry is right.",
		saidBy: ({ name }) => `Said by ${name}, written down by the village`,
		proxy: "The household says that an entry of points is wrong",
		proxyHint: "Only if you had no part in that entry. Somebody else answers within three working days.",
		which: "Which entry",
		proxyDone: "Written down; somebody answers within three working days.",
	},
	sheet: {
		title: ({ month }) => `Points of ${month}`,
		kicker: "Monthly close of points",
		heads: ["Door", "Earned", "Spent", "Left"],
		told: ({ lastDay, households, earned, spent, balance }) =>
			`Points up to ${lastDay}. ${households} households earned ${earned} points, spent ${spent} and have ${balance} at its end.`,
		until: ({ until }) => `On the wall until ${until}.`,
		object:
			"If your own points are wrong, open your points on the phone while the notice lasts and tap “this is not right”; without a phone ask somebody at the village office who had no part. Each is answered within three working days, and nothing is locked before.",
		code: "Code",
		how: "Scan, and type the code: the page says whether this sheet agrees with the book.",
		office: ({ village }) => `${village} (seal, day)`,
		page: "page",
	},
	check: {
		title: "Check a sheet of points",
		lede: "The sheet on the wall has a code of twelve characters at its foot. Type it to see whether the sheet agrees with the book.",
		label: "Code",
		hint: "Twelve letters and digits; capitals and dashes do not matter.",
		button: "Check",
		notACode: "A code has twelve letters and digits. Type it again as it stands on the sheet.",
		tooMany: ({ minutes }) => `Too many were asked for from here. Try again in ${minutes} minutes.`,
		agrees: "It agrees: this sheet is as the book says.",
		sums: ({ village, month, households, earned, spent, balance }) =>
			`${village}, ${month}: ${households} households earned ${earned} points, spent ${spent}, and have ${balance} at the end.`,
		until: ({ until }) => `On the wall until ${until}; object now if something is wrong.`,
		locked: "The notice is over and the month is locked.",
		compare: "Look once more whether village, month and sums on the sheet are these; if not, somebody changed the sheet.",
		differs: "It does not agree: the book knows no such sheet.",
		whatToDo:
			"Type it once more, in case it was a slip. If it still does not agree, take a photo of the sheet and ask at the village office, or call the town.",
		nothing: "This says only whether the sheet agrees with the book, nothing of any household.",
	},
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
		noSheetYet: "The notice of this month has not begun, so there is no sheet to print. Begin it on the page of the close.",
		noticeRuns: "The notice is not over, so it cannot be locked.",
		closedMonth: ({ month }) => `${month} was closed and takes no entry. What is put right is entered in the present month.`,
		locked: ({ month }) =>
			`${month} was on the wall and is locked. Tell the village directly: what is wrong is put right in the present month.`,
		words: ({ most }) => `At most ${most} characters.`,
		correction: ({ least, most }) => `This entry is put right by ${least} to ${most} points, a whole number; 0 if nothing changes.`,
		spentEntry: "What was redeemed, expired or moved in a merger is put right in the store or with the household. Enter 0 here.",
		takenBack: "This entry was taken back already, so nothing more of it is taken. Enter 0 here.",
		answered: "This one was answered already.",
		ownDispute: "You wrote it down for the household, so somebody else answers.",
	},
};
