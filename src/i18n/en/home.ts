import type { Messages } from "../messages.ts";

export const home: Messages["home"] = {
	title: "Home",
	headline: ["Our own courtyards, ", "tidied for all to see"],
	lede: "One photograph before, one after. How each home changes is kept here, season by season.",
	see: "See the wall",
	figures: "Figures that tell how it goes",
	figuresLede: "Not who uploads most, but whether people begin by themselves, whether it stays clean, and whether any place is forgotten.",
	selfStarted: "Begun by the household itself",
	selfStartedOf: ({ count }) => `Of ${count} pairs on show, those that villagers began without being told.`,
	stillClean: "Still clean after 30 days",
	stillCleanOf: ({ count }) => `${count} homes were looked at again.`,
	unseen: "Hamlets that nobody has seen for 60 days",
	unseenOf: ({ count }) =>
		`Of ${count} hamlets. Only walks that were drawn, and finished at all ten places, count; a hollow house is a hamlet that nobody has seen.`,
	groups: "",
	percent: "%",
	album: "Courtyards tidied lately",
	all: "See all",
	noPairs: "No courtyard is on show yet",
	noPairsHint: "The first could be yours: one photograph of how it looks now is enough.",
	how: "How to take part",
	steps: [
		{ title: "Photograph it as it is", text: "Stand at the gate and take one picture. A mess is fine; nobody else sees it yet." },
		{ title: "Tidy in your own time", text: "A day or a week, as you like. The picture is kept for you." },
		{
			title: "Photograph it from the same spot",
			text: "Add a sentence and send it. Once reviewed it goes on the wall, and your household earns points.",
		},
	],
	doorCode: "Scan the code at your own door to come in. The first time, type the code printed on your slip.",
	more: "More about taking part",
};
