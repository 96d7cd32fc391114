import type { Messages } from "../../messages.ts";

export const receipt: Messages["ballots"]["receipt"] = {
	title: "Receipt",
	lede: "With this receipt you can check after the count that your ballot is in it. It does not say whom you chose.",
	code: "Receipt",
	qr: "QR code of the receipt, to check it",
	states: { cast: "cast", withdrawn: "taken back", invalidated: "not counted" },
	at: ({ moment }) => `stored ${moment}`,
	channels: { phone: "by phone or computer", kiosk: "at a kiosk", paper: "on paper" },
	changeable: ({ moment }) =>
		`Can be changed until ${moment}; the receipt stays the same. Nobody sees whom the ballot in the box is for; to change it is to choose anew.`,
	how: "How to check it later",
	howText:
		"After the count, open this site, follow “The loveliest courtyards: votes” at the bottom, find this round and press “Check a receipt”. With a printed receipt you can also scan its code.",
	howPrivate: "No sign-in is needed, and no household is shown.",
	kioskTitle: "Your ballot is cast",
	kioskText:
		"It is stored safely. This code is its proof: after the count you can check with it that your ballot is in it. It does not show whom you chose. If you do not write it down, your ballot counts all the same.",
	kioskLater: "To change it after signing out: come in again with your passphrase; if you came with a slip, ask the village for another.",
	keep: "Please write it down, photograph it, or print it.",
	print: "Print the receipt",
	withdrawn: "This ballot was taken back; your household has not voted now. It is not found after the count.",
	mayCastAgain: ({ moment }) => `You may vote again until ${moment}; the receipt stays the same.`,
	castAgain: "Vote again",
	none: "Your household has not voted yet",
	noneHint: "Once it has, the receipt is here.",
	invalidated: "Your household's ballot was not counted. Why: ",
	change: "Change my vote",
	toRound: "Back to the round",
};

export const lookup: Messages["ballots"]["lookup"] = {
	title: "Check a receipt",
	lede: "Type a receipt to see whether its ballot is in the count. No sign-in needed.",
	label: "Receipt",
	hint: "12 letters and digits; capitals do not matter.",
	wrongLength: ({ length, typed }) => `A receipt has ${length} characters; you typed ${typed}. Please look at your receipt again.`,
	look: "Check",
	early: "Not counted yet",
	earlyText: ({ moment }) => `Voting closes ${moment}; receipts can be checked after the count. Please keep yours.`,
	counted: "It is in the count",
	countedText: "This ballot is part of the result.",
	unknown: "Not found",
	unknownText:
		"Perhaps a character or two went wrong, or it is the receipt of another round. Please type it again; if that fails, take it to the village office, where somebody looks it up with you.",
	others: "Which ballots are not found either",
	othersText:
		"Ballots that were taken back before the closing are not found, nor those that two people signed do not count; their households were told before.",
};
