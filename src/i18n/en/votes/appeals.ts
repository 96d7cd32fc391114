import type { Messages } from "../../messages.ts";

export const appeals: Messages["doubts"]["appeals"] = {
	title: "Our ballot",
	lede: ({ round }) => `What two people signed in “${round}”.`,
	signedOn: ({ day }) => `Signed on ${day}`,
	explain:
		"If you think this is wrong, you may appeal once: somebody who has not signed looks again and proposes, and another person signs. Nothing is counted before. For whom you voted stays sealed; nobody looks.",
	until: ({ until }) => `You may appeal until ${until}.`,
	atOffice: "You may also say it at the village office; staff write it down for you.",
	words: "What your household says",
	wordsHint: "What happened, and who can confirm it. Nobody else's phone number, please. 5 to 500 characters.",
	send: "Appeal",
	sent: "Received. Somebody who has not signed will look again.",
	own: "Your appeal",
	byOffice: "The office wrote this down for you. You may say it yourself; then your own words stand.",
	waiting: "It is being looked at again; the outcome will stand here.",
	tooLate: "The time for appeals is over. You may ask at the village office.",
	none: "Your ballot was not made invalid",

	letter: {
		title: "Letter",
		how: "Print it, take it to the house and read it out. Not by anybody who signed.",
		to: ({ place, head }) => `${place}, household of ${head}:`,
		what: ({ round }) =>
			`Two people looked into your household's ballot in “${round}” and signed that it will not be counted. For whom it was stays sealed; nobody has looked.`,
		reason: "Reason",
		found: "What was found",
		may: ({ until }) => `If you think this is wrong, you may appeal until ${until}, in two ways:`,
		byPhone: "By phone: sign in, open “Our courtyard”, tap this message.",
		byMouth: "Without a phone: say it at the village office, or let the visitor write it below.",
		outcome:
			"Somebody who has not signed looks again, and you will be told. This is a popularity award: whether a ballot counts changes neither points nor stars nor any benefit.",
		sign: "Signature of a member of the household",
	},
};
