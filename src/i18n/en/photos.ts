import type { Messages } from "../messages.ts";

export const photos: Messages["photos"] = {
	busy: ({ seconds }) => `Many people are sending photos. Please try again in ${seconds} seconds. What you wrote is kept.`,
};
