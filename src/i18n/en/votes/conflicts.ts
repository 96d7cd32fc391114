import type { Messages } from "../../messages.ts";

export const conflicts: Messages["papers"]["conflicts"] = {
	way: "Voted twice",
	title: "Households that voted on paper and by phone",
	lede: "Both ballots stay as they are; for whom they are is not shown. One person proposes which counts, another agrees; nothing is counted before, and the household reads the outcome.",
	sealed: "To be seen after the closing",
	sealedHint: "Until then not even staff see who has voted, or how.",
	none: "No household voted both on paper and by phone",
	noneHint: "Any that did would stand here.",
	channels: { phone: "by phone", kiosk: "at the kiosk", paper: "on paper" },
	otherAt: ({ channel, at }) => `${channel}, ${at}`,
	paperAt: ({ at }) => `on paper, entered ${at}`,
	settlement: { paper: "the paper ballot counts", other: "the ballot by phone or kiosk counts" },
	which: "Which one counts",
	whyHint: "The household will read it. For example: we asked at the door; they changed their mind and voted on paper.",
	done: { settlement: "Settled; the household reads it on its page." },
};
