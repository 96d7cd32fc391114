import type { roundRefusals as words } from "../../zh-CN/votes/round-refusals.ts";

export const roundRefusals: typeof words = {
	notYours: "This vote is run by the administrators of its area; you can look at it. Nothing was changed.",
	notYourVillage: "The roll of this village is checked by its own administrator or one above it. Nothing was changed.",
	closeToCandidate: "Your household or a declared relative's is a candidate of this vote: a colleague has to do it. Nothing was changed.",
	closeToObjector:
		"Your household or a declared relative's has objected to this count: another admin has to annul it. Nothing was changed.",
	clockMoved: "The server's clock was just set, so the time may not have come. Please come back in a few minutes; nothing was changed.",
	isAnnounced: "This vote is announced and stands still. To correct it, cancel it with a reason and start another.",
	isCancelled: "This vote is cancelled. To go on, start another one.",
	isCounted: "This vote is counted. Its count can be annulled only after another admin has upheld an objection.",
	annulledByAnother:
		"You upheld the objection, or appointments bind you to who did. An admin who is independent of them has to annul the count.",
	isFinal: "The result is final and cannot be cancelled. A new round can correct it.",
	stillRunning: "This vote is not over. To correct it, cancel it with a reason first, then start the corrected one.",
	movedMeanwhile: "Candidates or roll changed while you were looking, so nothing was announced. Please read the page below again.",
	nominatedAlready: "This household is nominated in this vote already; each is nominated once.",
	notShown: "This pair is not public now, or not in the area of this vote, and cannot be nominated.",
	noLongerShown: "This pair is no longer public and cannot stand in the vote. Nothing else of yours has changed.",
	answered: {
		accepted: "The household has agreed already; nothing was changed. If it no longer wants to, it can leave the vote.",
		declined: "The household has declined already; nothing was changed. It can take part in the next vote.",
	},
	noYes: "Your household has not agreed to take part, so there is nothing to leave.",
	nobodyLivesThere: "No household of this area belongs on the roll. Import households first, then draw up the roll.",
	bornLater: "This household was made after the announcement, so it is not on the roll of this vote. Nothing was changed.",
	rollStands: "Voting has begun or the vote is over: the roll stands still.",
	strikesOver:
		"In the 24 hours before the opening nobody is struck off, so that who was can still ask. Putting back and adding are possible.",
	noSuchDoor: "There is no such number in this hamlet, or the household is closed. Please check the number.",
	rollMoved: ({ households }) => `The roll has just changed: it is ${households} households now. Please look again, then confirm.`,

	wrong: {
		name: "Give it a name of at most 40 characters.",
		long: ({ most }) => `Please write at most ${most} characters.`,
		region: "Choose a village, a town or a district.",
		opensAt: "Fill in the opening; it has to lie in the future.",
		closesAt: "Closing has to be at least an hour and at most 60 days after the opening.",
		paperUntil: "Paper ballots can be entered until the closing or up to 14 days after it.",
		figure: ({ most }) => `A number from 1 to ${most}, please.`,
		oneVillage: "In a vote of a single village the own village cannot be left out.",
		weighting: "Weighting by households works only when the own village is left out.",
		why: ({ least, most }) => `Please give a reason in ${least} to ${most} characters; it can be read by whom it concerns.`,
		ticked: "Please tick at least one household, or ask all, or some that are drawn.",
	},
};
