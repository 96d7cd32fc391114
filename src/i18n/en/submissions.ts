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
	brokenForm:
		"It did not arrive whole; perhaps the network broke off. What arrived and what you wrote is kept. Please send the rest again.",
	tooManyFiles: ({ limit }) => `At most ${limit} at a time; the others were not taken. What arrived is kept.`,
	noPhotoChosen: "No photo is chosen yet. Please take or choose one first.",

	start: {
		title: "Show a before and after",
		lede: "One photo before the work, one after. The second may follow days later.",
		steps: {
			before: { title: "Photograph the before", text: "Stand still and get in what is to be tidied." },
			after: { title: "Photograph the after", text: "When it is done, from the same place, in the same direction." },
			about: { title: "Two taps and a word", text: "What was tidied, who thought of it first. A few words if you like." },
			check: {
				title: "Look it over and hand it in",
				text: "The village usually answers in a day or two. When it is shown, your household gets points.",
			},
		},
		begin: "Begin",
		beginAnother: "Begin another one",
		unfinished: "Not finished yet",
		helped: "If it is hard for you, family, the group leader or the village can help. The points are your household's.",
	},

	step: ({ now, of }) => `Step ${now} of ${of}`,
	later: "Keep it and go on later",
	laterHint: "Every step is kept by itself; nothing is lost when the phone goes off.",

	photos: {
		title: { before: "Photos from before", after: "Photos from after" },
		lede: {
			before: ({ most }: { most: number }) => `As it was before the work. At most ${most}; one is enough.`,
			after: ({ most }: { most: number }) => `From the same place, in the same direction. At most ${most}; one is enough.`,
		},
		asBefore: "Stand where this one was taken:",
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
		wordsHint: "Only if you like. How much work it was, how it feels. No names or phone numbers.",
		next: "Send photos and go on",
		nextOnly: "Go on",
		refused: "These were not taken",
		refusedOne: ({ fileName }) => `“${fileName}”`,
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
		busy: "Many people are sending photos; trying again in {seconds} seconds.",
		signedOut: "Your sign-in has run out. Please sign in again and come back with this one; what arrived and what you wrote is kept.",
		failed: "That did not work. Please tap “Send again”.",
		full: "There are enough of them. Remove one to exchange it.",
		stillSending: "{count} still on the way; it goes on by itself",
	},

	about: {
		title: "What was tidied",
		lede: "Tap the one that fits best.",
		startedBy: "Who thought of it first",
		startedByHint:
			"Both are good; just say how it was. The district wants to know how much people begin themselves; households are not compared.",
		self: "Our own idea",
		selfHint: "Somebody of the household began it",
		notice: "After the village reminded us",
		noticeHint: "The group leader, a cadre or a notice",
		next: "Go on",
	},

	check: {
		title: "Look it over and hand it in",
		lede: "To change something, tap “Change” beside it.",
		change: "Change",
		category: "What was tidied",
		startedBy: "Who thought of it first",
		words: "Your words",
		noWords: "None, that is fine",
		notYet: "Not yet",
		consentTitle: "Do you agree to show it",
		consentLead: "If you agree, everybody can see on the web:",
		shown: "these photos, your words, the names of the village and the hamlet",
		notShown: "Nobody sees: names, door numbers, phone numbers, the place where the photo was taken",
		takeBack: "You can take it back at any time; it is gone within a minute, and the points stay",
		consent: "I have understood and agree to show these photos",
		more: "In full: ",
		consentHint: "If others are in the photos, please ask them first.",
		send: "Hand it in",
		missing: "These are missing; add them and you can send:",
	},

	sent: {
		title: "Handed in",
		lede: "The village will answer under “My courtyard”, usually in a day or two.",
		next: "No need to wait here. If a photo has to be changed, the village will say how.",
		toMe: "Back to my courtyard",
	},
};
