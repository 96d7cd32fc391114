import type { Messages } from "../../messages.ts";
import { appeals } from "./appeals.ts";
import { flags } from "./flags.ts";
import { invalidations } from "./invalidations.ts";

export const doubts: Messages["doubts"] = {
	notClosed: "Only after the vote has closed.",
	countedAlready:
		"The votes are counted, and no ballot can be made invalid or looked at again: comparing two counts would show how that household voted. Objections can be made.",
	isFinal: "This round is final; nothing can be changed.",

	noteMissing: "Please write what was found out, 2 to 500 characters.",

	noBallot: "This household has not voted.",
	answeredByAnother:
		"Somebody else wrote what was found out; it is not written over. If you found otherwise, propose to invalidate, or ask who wrote it.",
	nobodyNew:
		"The household may appeal, and somebody who has not signed and is not related has to look again; there is nobody. Ask for another admin or auditor first, then sign.",

	appealedAlready: "There was an appeal for this ballot already; please see below.",
	appealTooLate: "The time for appeals is over.",
	appealNotBySigner: "You signed this ballot and cannot write the appeal; somebody else has to. Nothing was changed.",
	notSigned: "This ballot is not invalid; there is nothing to appeal against.",
	newPersonRules: "You signed this ballot; the ruling has to come first from somebody who did not.",

	appeals,
	flags,
	invalidations,
	news: {
		title: "Our ballots",
		paper: "Your paper ballot has been entered and counts.",
		spoiled: "Your paper ballot could not be counted: too many ticks, none, or illegible.",
		conflict:
			"You voted on paper and by phone or kiosk too. Both are kept while the village looks into it; the outcome will stand here. There is nothing more to do.",
		settled: {
			paper: ({ why }) => `You voted twice; the paper ballot counts. Reason: ${why}`,
			other: ({ why }) => `You voted twice; the ballot by phone or kiosk counts. Reason: ${why}`,
		},
		invalidated: ({ reason, why }) => `Your ballot was made invalid and will not be counted. Reason: ${reason}. ${why}`,
	},
};
