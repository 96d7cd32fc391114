import type { Messages } from "../../messages.ts";

export const openRounds: Messages["ballots"]["openRounds"] = {
	title: ({ name }) => `${name}: voting now`,
	until: ({ moment }) => `One ballot a household, until ${moment}`,
	vote: "Vote",
	more: ({ count }) => `${count} more ${count === 1 ? "vote is" : "votes are"} open`,
	cast: ({ at, until }) => `Your household has voted (${at}). It can be changed until ${until}.`,
	withdrawn: "Your household's ballot was taken back; it has not voted now.",
	onPaper: "Your household voted on paper. The paper has arrived and counts.",
	unsettled: "Your household voted both online and on paper; the village is looking into it and will tell you.",
	receipt: "See the receipt",
	change: "Change it",
	again: "Vote again",
};
