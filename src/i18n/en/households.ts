import type { Messages } from "../messages.ts";

export const households: Messages["households"] = {
	title: "Households",
};
