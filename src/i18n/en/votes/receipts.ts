import type { Messages } from "../../messages.ts";

export const receipt: Messages["ballots"]["receipt"] = {
	title: "Receipt",
	lede: "With this receipt you can check after the count that your ballot is in it. It does not say whom you chose.",
	code: "Receipt",
	qr: "QR code of the receipt, to check it",
	states: { cast: "cast", withdrawn: "taken back", invalidated: "not counted" },
	channels: { phone: "by phone or computer", kiosk: "at a kiosk", paper: "on paper" },
	keep: "Please write it down, photograph it, or print it.",
	print: "Print the receipt",
	how: "After the count, follow “The loveliest courtyards: votes” at the bottom of this site, find this round and press “Check a receipt”, or scan the code of the receipt. No sign-in is needed, and no household is shown.",
	none: "Your household has not voted yet",
	home: "Back to my courtyard",
	invalidated: "Your household's ballot was not counted. Why: ",
	atKiosk:
		"If you do not write it down, your ballot counts all the same. To change it after signing out: come in again with your passphrase; if you came with a slip, ask the village for another.",
};

export const lookup: Messages["ballots"]["lookup"] = {
	title: "Check a receipt",
	lede: "Type a receipt to see whether its ballot is in the count. No sign-in needed.",
	hint: "12 letters and digits; capitals do not matter.",
	wrongLength: ({ length, typed }) => `A receipt has ${length} characters; you typed ${typed}. Please look at your receipt again.`,
	look: "Check",
	early: ({ moment }) => `Not counted yet: voting closes ${moment}; receipts can be checked after the count. Please keep yours.`,
	counted: "It is in the count: this ballot is part of the result.",
	unknown:
		"Not found. Perhaps a character or two went wrong, or it is the receipt of another round. Please type it again; if that fails, take it to the village office, where somebody looks it up with you.",
	others:
		"Ballots that were taken back before the closing are not found, nor those that two people signed do not count; their households were told before.",
};
