import type { Messages } from "../messages.ts";

export const publicity: Messages["publicity"] = {
	missingSigns: ({ signs }) => `No typeface here has these characters: ${signs}. Write them otherwise, or ask the printer to add them.`,
	tooHeavy: "This is too large to be made. Use fewer photos and try again.",
	busy: ({ seconds }) => `Others' sheets are being made. Please try again in ${seconds} seconds.`,
};
