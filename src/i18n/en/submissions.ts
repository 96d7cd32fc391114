import type { Messages } from "../messages.ts";

export const submissions: Messages["submissions"] = {
	title: "Before and after",
};
