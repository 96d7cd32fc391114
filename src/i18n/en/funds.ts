import type { Messages } from "../messages.ts";

export const funds: Messages["funds"] = {
	title: "Fund for points",
	of: ({ village }) => `Fund for points in ${village}`,
	lede: "As many points buy goods as the village puts up in yuan. One person enters a deposit, it counts once another signed. When it is used up points go on, as an honour that buys nothing.",
	none: "There is no fund yet. All points are honour and buy nothing.",
	standing: ({ deposited, liability, spent, left }) =>
		`${deposited} put up, ${liability} redeemable with households, ${spent} spent, ${left} left to issue.`,
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
