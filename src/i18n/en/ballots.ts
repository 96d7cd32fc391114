import type { Messages } from "../messages.ts";

export const ballots: Messages["ballots"] = {
	title: "Voting",
};
