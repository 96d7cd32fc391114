import type { roundRefusals as words } from "../../zh-CN/votes/round-refusals.ts";

export const roundRefusals: typeof words = {
	notYours: "This vote is run by the administrators of its area; you can look at it. Nothing was changed.",
	notYourVillage: "The roll of this village is checked by its own administrator or one above it. Nothing was changed.",
	closeToCandidate:
		"Your household or one of declared relatives is a candidate of this vote: a colleague has to do it. Nothing was changed.",
	closeToObjector:
		"Your household or one of declared relatives has objected to this count: another admin has to annul it. Nothing was changed.",
	clockMoved:
		"The server's clock was just set, and it is not certain yet that the time has really come. Please come back in a few minutes; nothing was changed.",
	isAnnounced:
		"This vote is announced: its rules, candidates and nominations stand still. To correct it, cancel it with a reason and start another.",
	isCancelled: "This vote is cancelled. To go on, start another one.",
	isCounted: "This vote is counted. Its count can be annulled only after another admin has upheld an objection.",
	annulledByIndependent:
		"The objection was upheld by somebody whom you appointed, who appointed you, or whom the same person appointed. An admin who is independent of them has to annul the count. Nothing was changed.",
	annulledByAnother: "You upheld this objection; another admin has to annul the count. Nothing was changed.",
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
	rollStands: "Voting has begun or the vote is over: the roll stands still.",
	strikesOver:
		"In the 24 hours before the opening nobody is struck off, so that who was still has time to ask. Putting back and adding are possible; a ballot that should not count can be made invalid by two people after the closing. Nothing was changed.",
	noSuchDoor: "There is no such number in this hamlet, or the household is closed. Please check the number.",
	nothingToCheck: "This village has no household on the roll; there is nothing to check.",
	rollMoved: ({ households }) => `The roll has just changed: it is ${households} households now. Please look again, then confirm.`,

	wrong: {
		name: "Give it a name of at most 40 characters.",
		words: "Keep the description to 500 characters.",
		region: "Choose a village, a town or a district.",
		opensAt: "Fill in the opening; it has to lie in the future.",
		closesAt: "Closing has to be at least an hour and at most 60 days after the opening.",
		paperUntil: "Paper ballots can be entered until the closing or up to 14 days after it.",
		votesPerHousehold: "Votes per household: 1 to 9.",
		objectionDays: "Days for objections: 1 to 30.",
		places: "Places that are honoured: 1 to 20.",
		oneVillage: "In a vote of a single village the own village cannot be left out.",
		weighting: "Weighting by households works only when the own village is left out.",
		story: "Keep the story to 300 characters.",
		why: "Say why it is struck off, in 2 to 100 characters; the household can read it.",
		cancelWhy: "Say why it is cancelled, in 5 to 200 characters; everybody can read it.",
		ticked: "Please tick at least one household, or ask all, or some that are drawn.",
	},
	lacks: {
		draw: "Since this draft was begun another vote of this area was announced, so what was drawn no longer holds. Cancel this draft, begin a new one and draw again.",
		opening: "The opening has passed, so it cannot be announced. Move the opening into the future first.",
		candidates: "It cannot be announced yet: at least 2 households (at most 255) have to agree to stand.",
		tooManyVotes: "It cannot be announced: a household would have more votes than there are candidates. Lower the votes or nominate more.",
		oneVillage:
			"Own villages are left out, but all candidates live in one village, whose people could vote for nobody. Nominate in other villages or change the rule.",
		roll: "It cannot be announced: there is no roll yet. Draw up the roll first.",
		unchecked: ({ villages }) =>
			`It cannot be announced: ${villages} ${villages === 1 ? "village has" : "villages have"} not checked the roll.`,
	},
};
