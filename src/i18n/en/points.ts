import type { Messages } from "../messages.ts";

export const points: Messages["points"] = {
	unit: ({ points }) => `${points} ${Math.abs(points) === 1 ? "point" : "points"}`,
	signed: ({ points }) => `${points > 0 ? "+" : "−"}${Math.abs(points)}`,
	notInBalance: "Held points are not in the balance",
	balanceAfter: "Then",
	empty: "No points yet. Show a before and after of your courtyard: once it is public it brings 5.",
	emptyWaiting: "No points yet. The village is looking at what you sent; once it is public it brings 5.",
	emptyReturned: "No points yet. One before and after needs a change; once it is mended and public it brings 5.",
	rules: {
		P01: "A before and after on show",
		T01: "points of a household that was merged",
	},
	kinds: {
		issue: "Credited",
		hold: "Held",
		vest: "Paid out",
		adjust: "Adjusted",
		redeem: "Redeemed",
		expire: "Expired",
		reverse: "Taken back",
	},
};
