import type { Messages } from "../messages.ts";

export const admin: Messages["admin"] = {
	title: "Administration",
};
