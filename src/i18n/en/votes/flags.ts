import type { Messages } from "../../messages.ts";

export const flags: Messages["doubts"]["flags"] = {
	title: "Flags",
	lede: "A flag is a question and decides nothing: ask first, and write down what you found out. If something is wrong, propose to invalidate.",
	sealed: "Flags can be looked for after the closing",
	sealedHint: "Until then the ballots are sealed for everybody.",
	find: "Look for flags",
	findHint: "As often as you like; what was written stays.",
	none: "Nothing to ask about",
	noneHint: "If nobody has looked yet, look for flags first.",
	kinds: {
		device: "One phone for many households",
		ring: "Candidates voting for each other",
		kiosk: "Household after household at a kiosk, too quickly",
		sample: "Drawn for a visit",
	},
	innocent: {
		device: "Often a kindness: children, neighbours or staff help. Ask whether the households chose themselves.",
		ring: "Often harmless: neighbours like each other's yards. Ask whether votes were exchanged.",
		kiosk:
			"Often harmless: two kiosks stood side by side, somebody typed the codes for elderly neighbours, and people in the queue had made up their minds. Ask whether the households came to the kiosk and chose themselves.",
		sample:
			"Nobody drawn is suspected of anything. Ballots from kiosks, on paper and by newly printed slips passed through others' hands, so some households are asked at the door whether they voted, for everybody's peace of mind.",
	},
	device: ({ count, from, to }) => `${count} households used one phone, ${from} to ${to}.`,
	ring: ({ count }) => `The households of ${count} candidates voted for one another and for nobody else, perhaps by agreement.`,
	kiosk: ({ count, from, to }) =>
		`${count} households voted one after the other at the kiosks of one place, ${from} to ${to}. To type the codes and read the ballot mostly takes longer.`,
	sample: ({ count, outOf }) =>
		`Of ${outOf} households that voted at a kiosk, on paper or with a slip printed since the announcement ${count} were drawn.`,
	homes: ({ count }) => `${count} households concerned`,
	rewrite: "Write anew",
	note: "What was found out",
	noteHint: "Who was asked, and what they said.",
	save: "Write down",
	answered: ({ name, at }) => `${name}, ${at}`,
	invalidate: "Propose to invalidate",
	print: "Print the list to walk with",
	done: { found: "Done; there is something new below.", nothing: "No new flags.", answered: "Noted." },

	sampling: {
		lede: "No flag, and nobody is suspected: in each round some households are drawn and asked at the door whether they voted.",
		later: ({ until }) => `Not drawn yet: paper may be entered until ${until}; look for flags after that, and they are drawn.`,
		notYet: "Not drawn yet: look for flags, and they are drawn. Where nobody voted at a kiosk or on paper, nobody is.",
		how: "Drawn by the code that was sealed at the announcement: nobody chooses, and looking again draws no others. Somebody who had no hand in kiosk or paper takes the list along and asks whether they voted, never for whom.",
		homes: ({ count }) => `The ${count} drawn`,
		note: "What they said",
		noteHint: "For example: 5 asked, 4 voted, 1 not at home. Not for whom.",
		denied:
			"Where somebody says that they did not vote, ask them to ask the others of the household. Where nobody did, propose to invalidate.",
		toInvalidations: "To the page for invalid ballots",
		print: "Print the list to walk with",
	},

	sheet: {
		back: "Back to flags",
		printing: "Print on A4. The sheet is in Chinese, as it is read out at the door.",
		title: { visit: "Visits", sample: "Drawn for a visit" },
		round: ({ round, region }) => `${region} · ${round}`,
		say: "At the door, please read this out first",
		greeting: {
			visit:
				"Good day. Your household and some neighbours voted in a way that is a little uncommon, and we ask what was going on. Nobody is said to have done wrong, and we do not ask for whom you voted.",
			sample:
				"Good day. Among all who voted at the kiosk or on paper a computer drew lots, and we ask those drawn one thing: did your household vote? Nobody could choose, and you are not suspected. For whom you voted is your secret; please do not tell, and we do not ask.",
		},
		rules: {
			visit: [
				"Own household and relatives: let somebody else ask.",
				"Let them speak for themselves; do not listen to, or write, for whom they voted.",
				"Nobody at home: come again. Give the list back to the admin in charge, show it to nobody, hang it up nowhere.",
			],
			sample: [
				"Not by who sat at the kiosk, or handed out or entered paper; own household and relatives: let somebody else ask.",
				"Ask whether they voted and tick once. For whom: please do not let them tell, and do not write it down.",
				"Anyone of the household counts. Nobody at home: come again. Give the list back to the admin in charge, show it to nobody, hang it up nowhere.",
			],
		},
		hamlet: "Village and hamlet",
		number: "Number",
		head: "Head",
		said: "What they said",
		voted: "Voted",
		notVoted: "Did not",
		notAsked: "Not asked",
		asker: "Asked by",
		day: "Day",
	},
};
