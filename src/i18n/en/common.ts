import type { Messages } from "../messages.ts";

export const common: Messages["common"] = {
	siteName: "Tingyuan",
	siteTagline: "A courtyard that stays clean",
	notFound: "This page does not exist, or you cannot see it now.",
	signedOut: "Please sign in first. What you typed is still here.",
	forbidden: "This is outside your duties.",
	foreignOrigin: "This was not sent from a page of this site, so nothing was done. Please go back and try again.",
	invalidForm: "Something is not filled in right. Please see the note, mend it and send again; what you typed is kept.",
	broken: "Something went wrong and nothing was done. Please try again later or call the village office.",
	tooManyTries: ({ minutes }) => `Too many tries. Please wait ${minutes} minutes.`,
};
