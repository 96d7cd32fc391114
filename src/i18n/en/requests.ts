import type { Messages } from "../messages.ts";

export const requests: Messages["requests"] = {
	wrongAddress: "This address is not written right. Please start from the home page.",
	longAddress: "This address is too long. Please start from the home page.",
	wrongMethod: "This site does not know this kind of request. Please use the buttons on its pages.",
	wrongHost: "This is not an address of this site. Please use the published one.",
	tooSlow:
		"The line is so slow that the form did not arrive within a minute. Nothing was done; please go back and press again where the signal is better.",
	tooLarge:
		"What was sent is too large and was not taken in. A photo may have 100 MB, all together 190 MB; what was kept before is still there. Please go back and send less at a time.",
	notFound: "This does not exist, or you cannot see it now.",
	broken: "Something went wrong and nothing was done; it has been noted. Please try again later.",
	home: "Home",
};
