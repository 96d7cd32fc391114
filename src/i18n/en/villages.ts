import type { Messages } from "../messages.ts";

export const villages: Messages["villages"] = {
	title: "Villages",
};
