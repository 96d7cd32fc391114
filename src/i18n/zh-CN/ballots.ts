/** 选票: what a household reads while it votes, and its receipt. */
export const ballots = {
	title: "投票",
};
