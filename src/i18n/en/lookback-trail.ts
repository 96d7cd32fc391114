import type { Messages } from "../messages.ts";

export const lookbackTrail: Messages["trail"]["lookback"] = {
	seal: "sealed the seed of the next month's look backs",
	open: "opened the seed of a month's look backs",
	answer: "wrote down a look back",
	show: "changed whether a look back stands on the yard's page",
	appeal: "appealed against a look back",
	answer_appeal: "answered an appeal against a look back",
	settle: "settled held points by a look back",
};
