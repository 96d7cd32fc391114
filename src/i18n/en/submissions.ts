import type { Messages } from "../messages.ts";

export const submissions: Messages["submissions"] = {
	title: "Before and after",
	notEditable: {
		waiting: "This was handed in and the village is looking at it; it cannot be changed now. You may take it back first.",
		published: "This is public and cannot be changed. If you no longer want to show it, you may take it back.",
		declined: "The village has answered on this one; it cannot be changed. You may hand in a new one.",
		withdrawn: "This one was taken back and cannot be changed. You may hand in a new one.",
	},
	missing: {
		before: "A photo from before is missing. Add it and you can send; everything else is kept.",
		after: "A photo from after is missing. Add it and you can send; everything else is kept.",
		category: "Please choose what was tidied. Everything else is kept.",
		startedBy: "Please choose: your own idea, or after the village reminded you. Both are good.",
		consent:
			"Please read the lines below and tick if you agree to show this in public. Without the tick nothing is shown, and the draft is kept.",
	},
	tooManyWords: ({ limit, over }) => `At most ${limit} characters; this is ${over} too many. Please shorten it; what you wrote is kept.`,
	tooManyDrafts: ({ limit }) => `You already have ${limit} unsent drafts. Please finish or delete one before you begin another.`,
	tooManyToday: ({ limit }) => `A household can send ${limit} a day, and that is reached. The draft is kept; please send it tomorrow.`,
	tooManyPhotosToday: ({ limit }) =>
		`A household can send ${limit} photos a day, and that is reached. What arrived is kept; please go on tomorrow.`,
	sideFull: {
		before: ({ limit }) => `There are already ${limit} photos from before. Remove one to exchange it.`,
		after: ({ limit }) => `There are already ${limit} photos from after. Remove one to exchange it.`,
	},
	sameOnOtherSide: {
		before: "This photo is already among those from after. Please choose another.",
		after: "This photo is already among those from before. Please choose another.",
	},
	under14: "Under fourteen, a grown-up of the household has to send it. Everything is kept until they sign in.",
};
