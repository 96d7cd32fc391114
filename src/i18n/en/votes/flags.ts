import type { Messages } from "../../messages.ts";

export const flags: Messages["doubts"]["flags"] = {
	title: "Flags",
	lede: "A flag is a question and decides nothing: ask first, and write down what you found out. If something is wrong, propose to invalidate.",
	find: "Look for flags",
	none: "Nothing to ask about",
	kinds: {
		device: "One phone for many households",
		ring: "Candidates voting for each other",
		kiosk: "Household after household at a kiosk, too quickly",
		sample: "Drawn for a visit",
	},
	found: {
		device: ({ count, from, to }) => `${count} households used one phone, ${from} to ${to}.`,
		ring: ({ count }) => `The households of ${count} candidates voted for one another and for nobody else.`,
		kiosk: ({ count, from, to }) => `${count} households voted one after the other at the kiosks of one place, ${from} to ${to}.`,
		sample: ({ count, outOf }) =>
			`Of ${outOf} ballots that passed through others' hands (kiosk, paper, slips printed since the announcement), ${count} households were drawn.`,
	},
	innocent: {
		device: "Often a kindness: children, neighbours or staff help. Ask whether the households chose themselves.",
		ring: "Often harmless: neighbours like each other's yards. Ask whether votes were exchanged.",
		kiosk: "Often harmless: somebody typed the codes for elderly neighbours. Ask whether the households came and chose themselves.",
		sample: "Nobody drawn is suspected: nobody could choose, and at the door one asks whether they voted, never for whom.",
	},
	isOpen: "nothing written yet",
	isAnswered: "written down",
	homes: ({ count }) => `${count} households`,
	denied:
		"Where somebody says that they did not vote, ask them to ask the others of the household. Where nobody did, propose to invalidate.",
	notYet: ({ until }) =>
		`No visits are drawn yet: paper may be entered until ${until}; look for flags after that. If no ballot passed through others' hands, none are drawn.`,
	note: "What was found out",
	write: "Write it down",
	amend: "Change it",
	waive: "Nobody went: say why",
	waiveHint: "The reason stands in the result, for everybody.",
	waived: "Nobody went, because: ",
	why: "Why nobody went",
	noteHint: "How many were asked, and what they said. Not for whom they voted.",
	save: "Write down",
	answered: ({ name, at }) => `${name}, ${at}`,

	sheet: {
		print: { visit: "Print the list to walk with", sample: "Print the list of those drawn" },
		printing: "Print on A4. The sheet is in Chinese, as it is read out at the door.",
		title: { visit: "Visits", sample: "Drawn for a visit" },
		say: "At the door, please read this out first",
		greeting: {
			visit:
				"Good day. Your household and some neighbours voted in a way that is a little uncommon, and we ask what was going on. Nobody is said to have done wrong, and we do not ask for whom you voted.",
			sample:
				"Good day. Did anybody of your household vote? A computer drew lots, nobody could choose, and you are not suspected. For whom you voted is your secret; please do not tell, and we do not ask.",
		},
		rules: [
			"Not by relatives, nor by who sat at the kiosk or had to do with paper.",
			"Let them speak for themselves. For whom they voted: please do not let them tell, and do not write it down.",
			"Nobody at home: come again. Give the list back to the admin in charge, show it to nobody, hang it up nowhere.",
		],
		said: "What they said",
		voted: "Voted",
		notVoted: "Did not",
		notAsked: "Not asked",
		asker: "Asked by",
		day: "Day",
	},
};
