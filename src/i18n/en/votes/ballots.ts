import type { Messages } from "../../messages.ts";
import { lookup, receipt } from "./receipts.ts";

export const ballots: Messages["ballots"] = {
	empty: "Nothing is chosen yet. Please choose at least one household, then cast your vote.",
	tooMany: ({ limit, over }) =>
		`You may choose up to ${limit}; you chose ${limit + over}, ${over} too many. Take ${over} away and cast it again; all your ticks are still there.`,
	unknownCandidate: "One household is not among the candidates of this round. Please choose again from the list.",
	candidateLeft: "One household has left this round. Please choose another; your other ticks are still there.",
	ownHousehold: "You cannot vote for your own household. Please choose another; your other ticks are still there.",
	ownVillage:
		"In this round nobody votes for their own village, as was announced. Please choose another; your other ticks are still there.",
	notOpenYet: "Voting has not begun yet. Please come back when it opens.",
	clockMoved:
		"The server's clock was set a moment ago, and it is not certain yet that voting has begun. Please vote again in a few minutes. Your ticks are still there.",
	closed: "Voting has closed; this ballot was not taken. What you cast before the closing counts.",
	cancelled: "This round was called off. There is nothing to vote on.",
	notOnRoll: "Your household is not on the roll of this round. If that seems wrong, please ask at the village office.",
	struck: "Your household was struck off the roll before the opening. If that seems wrong, please ask at the village office.",
	movedHouse:
		"You came to this household after voting had opened. In a round a person votes for one household: who moved, for the one before; and who came in place of somebody who died or left does not vote by phone. Another member of this household can vote, or it can vote on paper.",
	paperUsed: "Your household's paper ballot has been entered; that one counts, and there is no need to vote again.",
	paperUnsettled:
		"Your household has voted both online and on paper; the village is looking into it and will tell you. No need to vote now.",
	tooManyChanges:
		"Your household has changed its vote many times; from now on it may do so once in 10 minutes. Please cast it again in 10 minutes. Your ticks are still there, and what you cast before counts.",
	nothingToWithdraw: "Your household has not voted yet, so there is nothing to take back.",
	busy: "Many people are voting; yours is not taken yet. Please wait a few seconds and cast it again. Your ticks are still there.",
	sealed: "Until voting closes nobody can see the ballots, staff neither.",
	tooManyLookUps: ({ minutes }) =>
		`Too many receipts were looked up from this network. Please wait ${minutes} minutes; what you typed is still there.`,

	list: {
		title: "The loveliest courtyards: votes",
		nav: "Votes",
		lede: "One household, one ballot. Change it until the closing. Nobody sees a count while voting lasts.",
		open: "Voting now",
		coming: "Soon",
		past: "Earlier rounds",
		none: "There is no vote now",
		toWall: "See the wall",
		openUntil: ({ moment }) => `closes ${moment}`,
		opensAt: ({ moment }) => `opens ${moment}`,
		seeRound: "Rules and candidates",
	},

	round: {
		popularity: "This is a popularity award, for the joy of it.",
		popularityMore: "Votes earn no points and no stars, appraise nobody, and affect no benefit of any kind.",
		rules: "Rules",
		about: "Rules, and how the candidates were chosen",
		seeRules: "See the rules",
		toBallot: "Back to the ballot",
		award: "The award",
		period: "When",
		from: ({ opens, closes }) => `${opens} to ${closes}, by the clock of this site.`,
		who: "Who votes",
		whoText: ({ region }) =>
			`Households of ${region} that the village has listed as voters (the roll). Sign in to see whether yours is. One ballot each, whoever of the family casts it.`,
		ownVillageExcluded: "Nobody votes for their own village.",
		howMany: "How many",
		howManyText: ({ limit }) => (limit === 1 ? "Choose one." : `Up to ${limit}, one vote each; fewer is fine. Not your own household.`),
		change: "Second thoughts",
		changeText: "Change or withdraw it until the closing; the last one counts.",
		secret: "Secrecy",
		secretText: "Ballots are sealed. Until the closing nobody sees a count, staff neither. Whom you chose nobody ever sees, not even you.",
		winners: "Counting",
		placesText: ({ places }) => `The first ${places} receive a medal.`,
		ties: { shared: "Equal votes share the place.", drawn: "Equal votes are settled by lot, sealed beforehand and published afterwards." },
		weighted:
			"Some villages are large and some small. To be fair, what counts is how many of each thousand households that could vote for a courtyard did.",
		doubts: "Who disagrees",
		doubtsText: ({ days }) =>
			`For ${days} days after the count households may question it (an objection); it is looked into and answered in public. A household whose ballot is made invalid is told first and has ${days} days to appeal; nothing is counted before.`,
		paperText: "You may also vote on paper or at a kiosk in the village, by the same rules.",
		candidates: ({ count }) => `${count} courtyards to choose from`,
		candidatesLede: "Every household sees another order, so that nobody gains by standing first.",
		number: ({ number }) => `No. ${number}`,
		see: "See the pair",
		left: "withdrawn",
		leftText: "This household has left the round; votes for it do not count.",
		leftMeanwhile: ({ homes }) =>
			`${homes.map(({ number, village }) => `No. ${number} (${village})`).join(", ")} left the round. If your household chose it, that vote does not count; you may choose anew.`,
		corrects: "This round corrects an earlier one: ",
		notYet: ({ moment }) => `Voting has not begun. It opens ${moment}. Come back to this page then.`,
		onRoll: "Your household is on the roll.",
		howTitle: "How to vote",
		how: [
			{ title: "Sign in at your door", text: "Scan your door code; use the digits of your slip or your passphrase." },
			{ title: "Tick what you like", text: "Look at the photos, tick, and cast your ballot." },
			{ title: "Keep the receipt", text: "With it you can check after the count that your ballot is in it." },
		],
		signIn: "Sign in to vote",
		staffCannot: "Ballots belong to households. Your account has none, so you can look but not vote.",
		closed:
			"Voting has closed. The ballots are still sealed until those on paper are entered and checked. The result will be published here.",
		closesPaper: ({ moment }) => `Paper ballots are entered until ${moment}.`,
		counted: "The result is here.",
		annulled: ({ why }) => `The count of this round was annulled. Why: ${why}`,
		cancelled: ({ why }) => `This round was called off. Why: ${why}`,
		toResult: "See the result",
	},

	ballot: {
		title: "My household's ballot",
		lede: ({ limit }) => (limit === 1 ? "Choose one, then cast your ballot." : `Choose up to ${limit}, then cast your ballot.`),
		again:
			"Your household has voted. The ballot is in the box, and nobody sees whom it is for, not even you. To change it, choose anew; the last one counts.",
		tooSmall: "Letters too small? Press “Larger text” first, then tick.",
		backTo: "Back to the ballot, go on choosing",
		choose: "Choose",
		chosen: "Chosen",
		own: "your own household",
		village: "your own village, not in this round",
		limit: ({ limit }) => `Up to ${limit}`,
		left: "{chosen} chosen, {left} left",
		full: "{chosen} chosen, that is all",
		over: "{chosen} chosen, {over} too many. Take {over} away to cast it.",
		cast: "Cast my ballot",
		castAgain: "Cast it anew",
		until: ({ moment }) => `Can be changed until ${moment}`,
		withdraw: "Take my ballot back",
		withdrawHint: "Your household then has not voted. You may vote again until the closing.",
	},
	done: {
		cast: "Your ballot is cast and stored safely. You may change it until the closing.",
		withdrawn: "Your ballot was taken back; your household has not voted now.",
	},

	receipt,
	lookup,
	openRounds: {
		title: ({ name }) => `${name}: voting now`,
		until: ({ moment }) => `One ballot a household, until ${moment}`,
		vote: "Vote",
		more: ({ count }) => `${count} more ${count === 1 ? "vote is" : "votes are"} open`,
		cast: ({ at, until }) => `Your household has voted (${at}). It can be changed until ${until}.`,
		another: ({ name }) => `Your household may vote in “${name}” too, without signing in again.`,
		receipt: "See the receipt",
		change: "Change it",
		again: "Vote again",
	},
};
