import type { Messages } from "../messages.ts";

export const certificates: Messages["certificates"] = {
	title: "Certificate",
	print: "Print the certificate",
	how: "Print it on A4 landscape, without margins, with background graphics on.",
	to: ({ head }) => `The household of ${head}`,
	end: "With our thanks and encouragement.",
};
