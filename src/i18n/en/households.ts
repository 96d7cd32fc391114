import type { Messages } from "../messages.ts";
import { householdReasons } from "./household-reasons.ts";

export const households: Messages["households"] = {
	title: "Households",
	alreadyClosed: "This household is closed and does not change any more. Nothing has changed.",
	reasons: householdReasons,
	errorFile: {
		line: "行 (line)",
		column: "列 (column)",
		value: "值 (value)",
		reason: "原因 (reason)",
		more: ({ count }) => `${count} more; they are listed when these are mended and the file is sent again.`,
	},
};
