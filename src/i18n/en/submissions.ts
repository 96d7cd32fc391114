import type { Messages } from "../messages.ts";

export const submissions: Messages["submissions"] = {
	notEditable: {
		waiting: "This was handed in and the village is looking at it; it cannot be changed now. You may take it back first.",
		published: "This is on show and cannot be changed. If you no longer want to show it, you may take it back.",
		declined: "The village has answered on this one; it cannot be changed. You may hand in a new one.",
		withdrawn: "This one was taken back and cannot be changed. You may hand in a new one.",
	},
	missing: {
		before: "A photo from before is missing. Add it and you can send; everything else is kept.",
		after: "A photo from after is missing. Add it and you can send; everything else is kept.",
		category: "Please choose what was tidied. Everything else is kept.",
		startedBy: "Please choose: your own idea, or after the village reminded you. Both are good.",
		consent: "If you agree to show it, tick the line below. Without the tick nothing is shown or sent, and the draft is kept.",
	},
	tooManyWords: ({ limit, over }) => `At most ${limit} characters; this is ${over} too many. Please shorten it; what you wrote is kept.`,
	tooManyDrafts: ({ limit }) => `You already have ${limit} unsent drafts. Please finish or delete one before you begin another.`,
	tooManyToday: ({ limit }) => `A household can send ${limit} a day, and that is reached. The draft is kept; please send it tomorrow.`,
	tooManyAtOnce:
		"Your household is sending several photos at once. This one is taken when the others are through; the phone tries again by itself, and nothing is lost.",
	tooManyPhotosToday: ({ limit }) =>
		`A household can send ${limit} photos a day, and that is reached. What arrived is kept; go on tomorrow.`,
	sideFull: {
		before: ({ limit }) => `There are already ${limit} photos from before. Remove one to exchange it.`,
		after: ({ limit }) => `There are already ${limit} photos from after. Remove one to exchange it.`,
	},
	sameOnOtherSide: {
		before: "This photo is already among those from after. Please choose another.",
		after: "This photo is already among those from before. Please choose another.",
	},
	under14: "Under fourteen, a grown-up of the household has to send it. Everything is kept until they sign in.",
	stillOld: {
		before: "The photo from before is still the old one. Choose another, or hand it in as it is.",
		after: "The photo from after is still the old one. Choose another, or hand it in as it is.",
		both: "The photos from before and after are still the old ones. Choose another for each, or hand them in as they are.",
	},
	brokenForm:
		"It did not arrive whole; perhaps the network broke off. What arrived and what you wrote is kept. Please send the rest again.",
	tooManyFiles: ({ limit }) => `At most ${limit} at a time; the others were not taken. What arrived is kept.`,
	noPhotoChosen: "No photo is chosen yet. Please take or choose one first.",

	start: {
		beginAnother: "Begin another one",
		unfinished: "Not finished yet",
	},

	step: ({ now, of }) => `Step ${now} of ${of}`,
	later: "Keep it, go on later",

	photos: {
		title: { before: "Photos from before", after: "Photos from after" },
		lede: {
			before: "Just as it is; one is enough.",
			after: "One more from the same place.",
		},
		asBefore: "Stand where this one was taken",
		tips: {
			title: "How to get a good one",
			light: "By day, with the sun behind you.",
			still: "Hold the phone sideways and still.",
			people: "No faces, number plates or door numbers; if there are some, the village will cover them.",
		},
		choose: "Choose photos",
		chooseHint: "Take them now or choose from the album; several at a time.",
		received: ({ count }) => (count === 1 ? "1 received" : `${count} received`),
		remove: "Remove this one",
		full: "There are enough of them. Remove one to exchange it.",
		words: "A word or two?",
		wordsHint: "Only if you like. No names or phone numbers.",
		next: "Send photos and go on",
		nextOnly: "Go on",
		refused: "These were not taken",
		refusedOne: ({ fileName }) => `“${fileName}”`,
		swapped: "The wrong way round?",
		swap: "Before and after are the wrong way round: swap them",
	},

	island: {
		take: "Take a photo",
		choose: "From the album",
		waiting: "Waiting to be sent",
		shrinking: "Making the photo smaller",
		sending: "Sending {percent}% ({sent} of {total})",
		checking: "Arrived, being checked",
		done: "Received",
		retry: "Send again",
		remove: "Remove",
		offline: "No network. The photos stay on the phone and are sent when it is back; do not close this page.",
		lost: "The network broke off; trying again in {seconds} seconds.",
		noRoom: "The site has no room for photos; your network is fine. Trying again in {seconds} seconds; please tell the village's admin.",
		ailing: "Something is wrong with the site, not with the photo; trying again in {seconds} seconds.",
		busy: "Many people are sending photos; trying again in {seconds} seconds.",
		signedOut: "Your sign-in has run out. Please sign in again and come back with this one; what arrived and what you wrote is kept.",
		kept: "Your sign-in has run out, and the photo stays on this phone. Sign in again within an hour and it goes on by itself; what you wrote is kept too.",
		signIn: "Sign in again",
		failed: "That did not work. Please tap “Send again”.",
		full: "There are enough of them. Remove one to exchange it.",
		stillSending: "{count} still on the way; it goes on by itself",
	},

	about: {
		title: "What was tidied",
		lede: "Tap the one that fits best.",
		startedBy: "Who thought of it first",
		self: "Our own idea",
		notice: "After the village reminded us",
	},

	check: {
		title: "Look it over and hand it in",
		change: "Change",
		category: "What was tidied",
		words: "Your words",
		notYet: "Not yet",
		shown: "Everybody sees on the web: the photos, your words, the names of village and hamlet.",
		notShown: "Nobody sees: names, door numbers, phone numbers, the position.",
		takeBack: "You can take it back at any time; it is gone within a minute, and the points stay. ",
		consent: "I agree to show these photos",
		more: "In full",
		consentHint: "If others are in the photos, please ask them first.",
		stands: ({ day }) =>
			`Your household agreed to show it on ${day}; that holds, for an exchanged photo too. You can take it back at any time.`,
		send: "Hand it in",
		missing: "These are missing; add them and you can send:",
	},

	mend: {
		title: "Only this is to change",
		sides: "Swap before and after",
		becomes: ({ side }) => `Becomes: ${side}`,
		words: "Change to",
		replaces: "A new one takes the place of the one above.",
		send: "Done, hand it in",
		asIs: "Hand it in as it is",
		more: "Change something else",
	},
};
