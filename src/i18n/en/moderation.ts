import type { Messages } from "../messages.ts";

export const moderation: Messages["moderation"] = {
	title: "Review",
};
