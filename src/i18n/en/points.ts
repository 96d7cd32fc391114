import type { Messages } from "../messages.ts";

export const points: Messages["points"] = {
	title: "Points",
};
