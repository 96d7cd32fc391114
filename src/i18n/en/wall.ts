import type { Messages } from "../messages.ts";

export const wall: Messages["wall"] = {
	title: "Courtyard wall",
	lede: "Home by home, before and after. Open one to slide between the two.",
	village: "Village",
	everyVillage: "All villages",
	category: "What was done",
	everything: "Everything",
	wholeGroup: ({ group }) => `${group} (all)`,
	show: "Show these",
	showAll: "Show all",
	none: "No courtyard is on show here yet",
	noneHint: "Try another village or another kind of work; yours could be the first.",
	pair: {
		titleOf: ({ village, hamlet, category }) => `${village}, ${hamlet}: ${category}`,
		drag: "Slide to compare before and after",
		share: "The left {percent}% is before",
		more: "More photographs",
		place: "Place",
		did: "Done",
		when: "On show since",
		began: "How it began",
		startedBy: { self: "Their own idea", notice: "After a word from the village" },
		courtyard: "The whole record of this courtyard",
		newer: "Newer",
		older: "Older",
		village: ({ village }) => `Courtyards of ${village}`,
		concern:
			"Are you or your home in a picture and would rather not be? Tell the village office: it is taken down first and checked after.",
	},
	courtyard: {
		title: ({ hamlet }) => `A courtyard in ${hamlet}`,
		lede: ({ village, code }) => `${village} · courtyard ${code}`,
		count: ({ count }) => `Tidied ${count} ${count === 1 ? "time" : "times"}, joint by joint. No name and no door number stands here.`,
		stays: ({ days }) => `When somebody last looked back, it had stayed clean for ${days} days.`,
		lookedBack: ({ when, day, answer }) => `${when}, looked back on day ${day}: ${answer}`,
	},
};
