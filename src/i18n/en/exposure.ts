import type { Messages } from "../messages.ts";

export const exposure: Messages["exposure"] = {
	title: "Places to improve",
	stages: { proposed: "waits for the second office", dropped: "not shown", shown: "shown", corrected: "corrected", left: "gone" },
	notLate: "This spot is not past its deadline, was fixed in time, or is under appeal: it cannot be shown.",
	noPolicy: "The assembly of this village has adopted no policy of exposure, or did so after the order: it cannot be shown.",
	pictureMissing: "Please choose a picture of the report.",
	shownAlready: "This order was shown already, and is shown once.",
	sameOffice: "Two different offices must sign; please ask another office.",
	notBySigner: "Who proposed or signed it does not review it; please ask somebody else.",
	nothingToReview: "No takedown waits.",
	wordsNeeded: "Somebody looked into this already. To hide it again, please say why in at least 5 characters.",
	documentMissing: ({ limit }) => `Please enter the number of the assembly's decision, 2 to ${limit} characters.`,
	dayMissing: "Please enter the day of the meeting, not later than today.",
};
