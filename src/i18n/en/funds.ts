import type { Messages } from "../messages.ts";

export const funds: Messages["funds"] = {
	title: "Fund for points",
	of: ({ village }) => `Fund for points in ${village}`,
	lede: "As many points buy goods as the village puts up in yuan. One person enters a deposit, it counts once another signed. When it is used up points go on, as an honour that buys nothing.",
	none: "There is no fund yet. All points are honour and buy nothing.",
	standing: ({ deposited, liability, spent, left }) =>
		`${deposited} put up, ${liability} redeemable with households, ${spent} spent, ${left} left to issue.`,
	waiting: ({ count }) =>
		`${count} ${count === 1 ? "village has" : "villages have"} little or nothing left in the fund: without a deposit new points are only an honour`,
	states: {
		low: "There is not much left in the village's fund for points; they still buy goods.",
		empty:
			"The village's fund for points is used up: new points are an honour and buy nothing. What you could exchange before, you still can.",
		none: "The village has no fund for points: they are an honour and buy nothing.",
	},
	deposits: "Deposits",
	quarter: "Quarter",
	deposit: "Amount (yuan, one a point)",
	depositHint: "A whole number",
	document: "Number of the meeting or document",
	state: "Signature",
	signed: "signed, counts",
	waits: "not signed, does not count",
	add: "Deposit",
	save: "Enter it and ask for a second signature",
	one: ({ quarter }) => `Fund for points, ${quarter}`,
	entered: ({ village, deposit, document }) => `${village} puts up ${deposit} yuan, ${document}.`,
	outcome: "deposit for points",
	final: "Once signed it can be issued as points that buy goods, and cannot be taken back. Please check the document first.",
	whyNotHint: "Whoever entered it will read this",
	done: { entered: "Entered; it waits for a second signature.", signed: "Signed; it counts.", refused: "Not signed; it does not count." },
};
