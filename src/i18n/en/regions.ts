import type { Messages } from "../messages.ts";

export const regions: Messages["regions"] = {
	title: "Villages and hamlets",
	levels: { district: "District", town: "Town", village: "Village", hamlet: "Hamlet" },
	nameMissing: "Please give a name.",
	alreadyClosed: ({ name }) => `${name} is closed and does not change any more.`,
	stillLivedIn: ({ name, households }) => `${name} still has ${households} households and cannot be closed. Nothing has changed.`,
	stillHasPlaces: ({ name, places }) => `${name} still has ${places} places below it; close them first. Nothing has changed.`,
	codes: {
		scientific:
			"Excel turned this column into scientific notation and the last digits are lost. Format the column as text, type the codes again, then save.",
		classDigits: "This is a 17-digit code with the urban–rural class. Leave out the last 5 digits.",
		local: "A local code begins with L- and has letters, digits and hyphens only, 20 at most, for example L-QS-01.",
		localNeedsAbove: "A local code does not tell what it belongs to: give the code above on the same line.",
		suffixNeedsVillage: "Only the last 3 digits of the hamlet are given: add the code of the village on this line.",
		zeros: "The three digits of this level are 000; there is no such code.",
		province:
			"The first two digits are no province. For places without a national code use a code beginning with 9, or a short one beginning with L-.",
		prefix: ({ above }) => `This does not begin like the code above it, ${above}. Is it on the wrong line?`,
		odd: "These digits are outside the usual ranges (towns 001–599, villages 001–599). Please look again.",
		length: {
			district: "The code of a district has 6 or 12 digits.",
			town: "The code of a town has 9 or 12 digits.",
			village: "The code of a village has 12 digits.",
			hamlet: "The code of a hamlet has 15 digits, or just the last 3.",
		},
		tail: {
			district: "The last 6 digits of a district's code are zeros.",
			town: "The last 3 digits of a town's code are zeros.",
			village: "This code of a village is wrong.",
			hamlet: "This code of a hamlet is wrong.",
		},
	},
};
