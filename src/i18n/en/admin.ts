import type { Messages } from "../messages.ts";
import { rosterFormat } from "./roster-format.ts";

export const admin: Messages["admin"] = {
	title: "Administration",
	rosterFormat,
	cli: {
		usage: "Usage: npm run import -- FILE.csv [--dry-run]\n  --dry-run  compare only, change nothing",
		steps: { read: "read", compare: "compare", write: "write" },
		rehearsed: "Compared: nothing is wrong. Nothing was written; leave out --dry-run to import.",
		done: "Imported.",
		figures: ({ places, households, renamed, updated, unchanged }) =>
			`New: ${places} places, ${households} households. Renamed: ${renamed} places. Updated: ${updated} households. As before: ${unchanged}.`,
		warnings: ({ count }) => `Please look at these again (${count}):`,
		at: ({ line, column, value, reason }) => `line ${line} ${column} ${value}: ${reason}`,
		refused: ({ count }) => `The file has ${count} errors. Nothing was imported and nothing has changed.`,
		errorFile: ({ path }) => `Each of them is in ${path}`,
		noFile: ({ path }) => `Cannot open ${path}`,
	},
};
