import type { Messages } from "../messages.ts";

export const certificates: Messages["certificates"] = {
	title: "Certificate",
	to: ({ head }) => `The household of ${head}`,
};
