import type { Messages } from "../messages.ts";

export const lookbackTrail: Messages["trail"]["lookback"] = {
	seal: "sealed the seed of the next month's look backs",
	open: "opened the seed of a month's look backs",
};
