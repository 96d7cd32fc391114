import type { Messages } from "../messages.ts";

export const villages: Messages["villages"] = {
	title: "Villages",
	lede: "Listed by town. This is no ranking.",
	count: ({ count }) => `${count} villages`,
	hamlets: "Hamlets",
	pairsIn: ({ count }) => `${count} ${count === "1" ? "pair" : "pairs"}`,
	noPairsIn: "no photographs yet",
	takingPart: ({ households, pairs }) => `Households taking part: ${households}. Pairs of photographs: ${pairs}.`,
	nobodyYet: "No courtyard of this village is on show yet.",
	selfStarted: ({ percent }) => `${percent} of them were the household's own idea.`,
	unseen: ({ unseen, hamlets }) =>
		`Of ${hamlets} hamlets, ${unseen} had no new photograph for 60 days; those registered later do not count yet.`,
	allSeen: ({ hamlets }) => `All ${hamlets} hamlets had a new photograph within 60 days.`,
	album: "Courtyards tidied lately",
	all: "See the whole village",
	noneYet: "No village is entered yet",
	noneYetHint: "Once the administrator has imported them, they stand here by town.",
};
