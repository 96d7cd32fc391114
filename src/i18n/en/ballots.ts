import type { Messages } from "../messages.ts";

export const ballots: Messages["ballots"] = {
	title: "Vote",

	empty: "Nothing is chosen yet. Please choose at least one household, then cast your vote.",
	tooMany: ({ limit, over }) =>
		`You may choose up to ${limit}; that is ${over} too many. Please take some away; your other ticks are still there.`,
	unknownCandidate: "One household is not among the candidates of this round. Please choose again from the list.",
	candidateLeft: "One household has left this round. Please choose another; your other ticks are still there.",
	ownHousehold: "You cannot vote for your own household. Please choose another; your other ticks are still there.",
	ownVillage:
		"In this round nobody votes for their own village, as was announced. Please choose another; your other ticks are still there.",
	notOpenYet: "Voting has not begun yet. Please come back when it opens.",
	closed: "Voting has closed; this ballot was not taken. What you cast before the closing counts.",
	cancelled: "This round was called off. There is nothing to vote on.",
	notOnRoll: "Your household is not on the roll of this round. If that seems wrong, please ask at the village office.",
	struck: "Your household was struck off the roll before the opening. If that seems wrong, please ask at the village office.",
	paperUsed: "Your household's paper ballot has been entered; that one counts, and there is no need to vote again.",
	paperUnsettled:
		"Your household has voted both online and on paper; the village is looking into it and will tell you. No need to vote now.",
	tooManyChanges: "Your household has changed its vote many times and cannot change it again. The last one counts.",
	nothingToWithdraw: "Your household has not voted yet, so there is nothing to take back.",
	busy: "Many people are voting; yours is not taken yet. Please wait a few seconds and cast it again. Your ticks are still there.",
	sealed: "Until voting closes nobody can see the ballots, staff neither.",
};
