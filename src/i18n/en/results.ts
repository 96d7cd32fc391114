import type { Messages } from "../messages.ts";

export const results: Messages["results"] = {
	title: "Results",
};
