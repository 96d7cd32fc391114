import type { Messages } from "../../messages.ts";

export const appeals: Messages["doubts"]["appeals"] = {
	title: "Appeal",
	lede: ({ round }) => `Two people signed that your household's ballot in “${round}” is invalid; it will not be counted.`,
	signedOn: ({ day }) => `Signed on ${day}`,
	explain:
		"If you think this is wrong, you may appeal once: somebody who has not signed looks again, and it takes two signatures. Nothing is counted before. For whom you voted stays sealed; nobody looks.",
	until: ({ until }) => `You may appeal until ${until}.`,
	atOffice: "You may also say it at the village office; staff write it down for you.",
	form: "Please look again",
	words: "What your household says",
	wordsHint: "What happened, and who can confirm it. Nobody else's phone number, please. 5 to 500 characters.",
	send: "Appeal",
	sent: "Received. Somebody who has not signed will look again.",
	own: "Your appeal",
	byOffice: "The office wrote this down for you. You may say it yourself; then your own words stand.",
	waiting: "It is being looked at again; the outcome will stand here.",
	tooLate: "The time for appeals is over. You may ask at the village office.",
	none: "Your ballot was not made invalid",
	noneHint: "There is nothing for you to do here.",
	toRound: "Back to the vote",
	toHome: "Back to our courtyard",
	rulings: {
		stands: "Looked at again: it does not count",
		restored: "Looked at again: it counts",
	},

	news: {
		may: ({ until }) => `If you think this is wrong, you may appeal until ${until}; somebody who has not signed looks again.`,
		link: "Appeal",
		appealed: "Your ballot was made invalid and you appealed. Somebody who has not signed looks again; the outcome will stand here.",
		ruled: {
			stands: ({ why }) => `Your ballot was looked at again and does not count. Reason: ${why}`,
			restored: ({ why }) => `Your ballot was looked at again and counts. Reason: ${why}`,
		},
	},

	staff: {
		until: ({ until }) => `The household may appeal until ${until}. Nothing is counted before that, nor while an appeal is open.`,
		notice: "Print the notice",
		writeDown: "Write down what the household said",
		writeDownHint: "In its own words. Not by anybody who signed.",
		write: "Note the appeal",
		said: ({ at }) => `The household appealed (${at}):`,
		which: "Ruling",
		ruling: { stands: "it stays invalid", restored: "it counts" },
		newPerson: "You signed this ballot; the ruling has to come from somebody who did not.",
		done: {
			appealed: "The appeal is noted. Somebody who has not signed should look at it.",
			ruling: "Ruled; the household reads it on its page.",
		},
	},

	notice: {
		title: "Notice",
		back: "Back to invalid ballots",
		how: "Print it, take it to the house and read it out. Not by anybody who signed.",
		to: ({ place, head }) => `${place}, household of ${head}:`,
		what: ({ round }) =>
			`Two people looked into your household's ballot in “${round}” and signed that it will not be counted. For whom it was stays sealed; nobody has looked.`,
		reason: "Reason",
		found: "What was found",
		may: ({ until }) => `If you think this is wrong, you may appeal until ${until}, in two ways:`,
		byPhone: "By phone: sign in, open “Our courtyard”, tap “Appeal”.",
		byMouth: "Without a phone: say it at the village office, or let the visitor write it below; staff pass it on.",
		outcome:
			"Somebody who has not signed looks again; it takes two signatures, and you will be told. This is a popularity award: whether a ballot counts changes neither points nor stars nor any benefit.",
		say: "What your household says",
		sign: "Signature of a member of the household",
		day: "Date",
	},
};
