import type { Messages } from "../messages.ts";

export const originals: Messages["originals"] = {
	title: "The original photo",
	lede: "An original tells when and where it was taken, and shows what was hidden later; it is for those who must check. Each look is on record: who, when, why.",
	which: "Which photo",
	reason: "Why you need it",
	reasonHint: "For example: to check that it is this courtyard. No names or telephone numbers, please.",
	look: "See the original",
	lookOf: ({ side, number }) => `See the original: ${side}, photo ${number}`,
	save: "Save it to look at",
	heic: "Browsers cannot show HEIC photos of iPhones; these are saved instead. Please delete them afterwards.",
	looks: "Who saw the originals",
	none: "The originals are gone",
	noneHint: "They are kept for some days only and then deleted; or the setting says not to keep them.",
};
