import type { Messages } from "../messages.ts";

export const exposure: Messages["exposure"] = {
	title: "Places to improve",
	stages: { proposed: "waits for the second office", dropped: "not shown", shown: "shown", corrected: "corrected", left: "gone" },
	notLate: "This spot is not past its deadline, was fixed in time, or is under appeal: it cannot be shown.",
	noPolicy: "The assembly of this village has adopted no policy of exposure, or did so after the order: it cannot be shown.",
	pictureMissing: "Please choose a picture of the report.",
	shownAlready: "This order was shown already, and is shown once.",
	sameOffice: "Two different offices must sign; please ask another office.",
	notBySigner:
		"Who proposed or signed it, whom the proposer appointed, and the village's own people do not review it; please ask somebody else.",
	nothingToReview: "No takedown waits.",
	wordsNeeded: "Somebody looked into this already. To hide it again, please say why in at least 5 characters.",
	documentMissing: ({ limit }) => `Please enter the number of the assembly's decision, 2 to ${limit} characters.`,
	dayMissing: "Please enter the day of the meeting, not later than today.",
	outcomeMissing: "Please choose what you decided.",
	tooManyTakedowns: ({ minutes }) => `That was pressed very often. Please try again in ${minutes} min, or telephone the village.`,

	lede: "Public places that were not put right in time. Once they are, they leave. It names places and offices, never a household or a person.",
	howShown: "Why a place is shown, and when it leaves",
	none: "No place is shown now",
	noneHint: "What has to be put right is within its time, or done. What is done in time never stands on this page.",
	noneHere: "No place of this village is shown now",
	showAll: "The whole district",
	titleOf: ({ place, category }) => (place === "" ? category : `${place}: ${category}`),
	found: "Found",
	due: "Due",
	dueUntil: ({ day }) => `by ${day}`,
	cause: "Cause",
	unit: "Office in charge",
	call: ({ phone }) => `telephone ${phone}`,
	explanation: "What the office says",
	badge: { shown: "not yet done", corrected: "put right" },
	correctedOn: ({ day }) => `put right on ${day}, and looked at`,
	leaves: ({ days }) => (days > 1 ? `leaves in ${days} days` : "leaves within a day"),
	pictures: { before: "before", after: "after" },
	pictureOf: ({ side, place, category }) => (place === "" ? `${side}: ${category}` : `${side}: ${place}, ${category}`),
	correction: "Correction",
	corrections: {
		appeal: "The office appealed, and it was found not to be in charge.",
		takedown: "Somebody said that the picture concerns them, and it does.",
	},
	correctionSaid: ({ from, until }) => `This place was shown from ${from}. That was wrong, and it was removed on ${until}. We are sorry.`,
	concern: "This concerns me",
	concernLede:
		"Does the picture show you, your door, a number plate, or whose home it is? Press once: it is hidden at once, and somebody looks within 24 hours. No account, and you need not say who you are.",
	concernAgain:
		"Somebody pressed this before, and it was found that the picture may stay. To hide it again, say what concerns you; it is hidden at once.",
	concernHeard:
		"This was pressed before, and two people one after the other found that the picture may stay. Say what concerns you: somebody looks again within 24 hours, and it stays until then.",
	concernWords: "What concerns you",
	concernWordsHint: "5 to 200 characters. No name or telephone needed.",
	concernButton: "It concerns me: hide it",
	done: {
		hidden: "It is hidden. Somebody looks within 24 hours: if it concerns you, it stays away and is corrected here.",
		heard: "Noted. Somebody looks again within 24 hours: if it concerns you, it is hidden at once and corrected here.",
	},

	policy: {
		title: "How places are shown",
		lede: "What is shown, what never is, and how it leaves. It holds in a village once its assembly adopted it.",
		rules: [
			{
				title: "Places, never people",
				text: "Only public places, the office in charge and its telephone are shown. What lies in a yard is told to that household alone. Places are named by hamlet and by what everybody calls them: no door, no exact position.",
			},
			{
				title: "First the cause",
				text: "Each place has a cause. A gap in facilities, such as no bins, no cart or no pipe, is not the village's fault: it goes to the office above, which has a deadline too.",
			},
			{
				title: "First an order, and time",
				text: "The office in charge is told, not in public: 24 hours where it overflows or is dangerous, 3 days usually, 7 where tools and hands are needed, and a plan within 7 days where money is.",
			},
			{ title: "Done in time is never public", text: "What was said to be done in time, and is done, is never shown, later either." },
			{
				title: "Only when late, by two offices",
				text: "A moderator or publicist proposes it and somebody of another office signs; neither answers for the place, and neither appointed the other. One who refuses keeps it private. People, door numbers and plates are hidden first.",
			},
			{
				title: "Explain, or appeal",
				text: "The office's own words stand beside it, 200 characters at most. An appeal removes it at once, and another person answers within 3 working days. If it was right, that is said in the same place.",
			},
			{
				title: "Put right, with its picture",
				text: "It is marked so, with both pictures at one size, and leaves after 7 days. Shared links carry the picture of after only.",
			},
			{
				title: "It leaves by itself",
				text: "Not put right, it stays 30 days at most. Nobody has to act. Search engines are kept out, and there is no feed; open data hold only what is shown at this moment. An order is shown once.",
			},
			{
				title: "This concerns me",
				text: "Anybody may press it, without an account. It is hidden at once, and somebody who did not sign and is not of the village looks within 24 hours. Once two people found that it may stay, it stays while a third one looks.",
			},
			{
				title: "Mistakes are corrected",
				text: "What should not have been shown is corrected in the same place, for as long as it was shown, 7 days at least.",
			},
			{ title: "Who reported it stays unknown", text: "The office in charge does not see who reported it, and no page shows it." },
			{
				title: "No fines, no effect on benefits",
				text: "It asks everybody to look and to help; it takes no money and touches no benefit.",
			},
		],
		adopted: "Villages that adopted it",
		adoptedHint: "Only what was ordered afterwards may be shown. In villages that are not listed nothing is.",
		noneAdopted: "No village has adopted it, so nothing is shown anywhere.",
		decided: ({ number, day }) => `${number}, adopted by the assembly on ${day}`,
	},
};
