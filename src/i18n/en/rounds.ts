import type { Messages } from "../messages.ts";

export const rounds: Messages["rounds"] = {
	title: "Votes: rounds",
};
