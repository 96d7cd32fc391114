import type { Messages } from "../messages.ts";
import { appeals } from "./appeals.ts";
import { news } from "./ballot-news.ts";
import { flags } from "./flags.ts";
import { invalidations } from "./invalidations.ts";

export const doubts: Messages["doubts"] = {
	secondPerson: "Another person has to sign. You proposed it; ask the witness or another admin.",
	whyMissing: ({ least, most }) => `Please write what was found, ${least} to ${most} characters. The household will read it.`,
	notProposed: "Nothing is proposed yet; it can be signed once it is.",
	proposedAnew: "The proposal was changed just now. Please read the new one before you decide.",
	settledAlready: "This household is settled; it cannot be changed.",

	notClosed: "Only after the vote has closed.",
	countedAlready:
		"The votes are counted, and no ballot can be made invalid or looked at again: comparing two counts would show how that household voted. Objections can be made.",
	isFinal: "This round is final; nothing can be changed.",

	noteMissing: "Please write what was found out, 2 to 500 characters.",

	noBallot: "This household has not voted.",
	invalidationStands: "There is a proposal or a decision on this household already.",
	answeredByAnother:
		"Somebody else wrote what was found out; it is not written over. If you found otherwise, propose to invalidate, or ask who wrote it.",
	refusedOnce: "You proposed it once and were told no. If there is something in it, another admin should propose it. Nothing was changed.",
	nobodyNew:
		"The household may appeal, and somebody who has not signed and is not related has to look again; there is nobody. Ask for another admin or auditor first, then sign.",
	answeredAlready: "Somebody has signed already; it cannot be changed.",

	appealLength: ({ least, most }) => `Please write ${least} to ${most} characters. What you wrote is still here.`,
	appealedAlready: "There was an appeal for this ballot already; please see below.",
	appealTooLate: "The time for appeals is over.",
	appealNotBySigner: "You signed this ballot and cannot write the appeal; somebody else has to. Nothing was changed.",
	notSigned: "This ballot is not invalid; there is nothing to appeal against.",
	newPersonRules: "You signed this ballot; the ruling has to come first from somebody who did not.",

	appeals,
	flags,
	invalidations,
	news,
};
