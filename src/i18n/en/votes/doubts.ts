import type { Messages } from "../../messages.ts";
import { appeals } from "./appeals.ts";
import { flags } from "./flags.ts";

export const doubts: Messages["doubts"] = {
	title: "To look into",
	lede: "Which ballot counts where a household voted twice, and which does not count at all: one person proposes, another signs. Ballots stay; for whom they are is not shown. Nothing is counted before all is settled.",
	sealed: "To be looked into after the closing",
	sealedHint: "Until then the ballots are sealed; who has voted, and how, is shown to nobody.",

	notClosed: "Only after the vote has closed.",
	countedAlready:
		"The votes are counted, and nothing can be changed: comparing two counts would show how that household voted. Objections can be made.",
	isFinal: "This round is final; nothing can be changed.",
	noteMissing: "Please write what was found out, 2 to 500 characters.",
	noBallot: "This household has not voted.",
	answeredByAnother:
		"Somebody else wrote what was found out; it is not written over. If you found otherwise, propose to invalidate, or ask who wrote it.",
	nobodyNew:
		"If the household appeals, somebody who has not signed and is not related has to look again; there is nobody. Ask for another admin or auditor first, then sign.",
	appealedAlready: "There was an appeal for this ballot already; please see below.",
	appealTooLate: "The time for appeals is over.",
	notSigned: "This ballot is not invalid; there is nothing to appeal against.",
	notBySigner: "You signed this ballot; the appeal is written down, and the ruling comes, from somebody who did not.",

	none: "Nothing for two people to sign",
	waiting: ({ count }) => `To be settled: ${count}`,
	settled: ({ count }) => `Settled: ${count}`,
	waitsFor: {
		yours: "waits for your signature",
		signature: "waits for another person's signature",
		ruling: "appealed; waits for a proposed ruling",
		settlement: "voted twice; waits for a proposal which one counts",
		household: "not to count; the household may appeal",
	},
	twice: ({ channel, at, readAt }) => `Voted twice: ${channel}, ${at}; on paper, entered ${readAt}.`,
	which: { invalidation: "Reason", settlement: "Which one counts", ruling: "Ruling" },
	reasons: {
		bought: "votes for money or gifts",
		coerced: "under pressure, or cast by somebody else",
		not_by_household: "not cast by the household itself",
		duplicate_paper: "a duplicate on paper",
	},
	invalid: ({ reason }) => `not to count (${reason})`,
	settlement: { paper: "the paper ballot counts", other: "the ballot by phone or kiosk counts" },
	ruling: { stands: "it stays invalid", restored: "it counts" },
	final: "A signature cannot be taken back; only an appeal of the household, and two more signatures, bring the ballot back.",
	mayAppeal: ({ until }) => `The household may appeal until ${until}. Nothing is counted before that, nor while an appeal is open.`,
	letter: "Print the letter",
	writeDown: "Write down what the household said",
	writeDownHint: "In its own words. Not by anybody who signed.",
	write: "Note the appeal",
	said: ({ at }) => `The household appealed (${at}):`,

	find: "Find a household",
	findHint: "Name of its head, or its number of 4 digits.",
	search: "Find",
	notFound: "Nothing like it on the roll.",
	more: ({ shown, total }) => `${total} households, of which ${shown} are listed. Type the whole name of the head, or the number.`,
	choose: "Propose to invalidate",
	proposeFor: ({ door }) => `Propose to invalidate: ${door}`,

	done: {
		appealed: "The appeal is noted. Somebody who has not signed should look at it.",
		found: "Done; there is something new below.",
		nothing: "No new flags.",
		answered: "Noted.",
	},

	appeals,
	flags,
};
