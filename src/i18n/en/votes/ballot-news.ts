import type { Messages } from "../../messages.ts";

export const news: Messages["doubts"]["news"] = {
	title: "Our ballots",
	paper: "Your paper ballot has been entered and counts.",
	spoiled: "Your paper ballot could not be counted: too many ticks, none, or illegible.",
	conflict:
		"You voted on paper and by phone or kiosk too. Both are kept while the village looks into it; the outcome will stand here. There is nothing more to do.",
	settled: {
		paper: ({ why }) => `You voted twice; the paper ballot counts. Reason: ${why}`,
		other: ({ why }) => `You voted twice; the ballot by phone or kiosk counts. Reason: ${why}`,
	},
	invalidated: ({ reason, why }) => `Your ballot was made invalid and will not be counted. Reason: ${reason}. ${why}`,
};
