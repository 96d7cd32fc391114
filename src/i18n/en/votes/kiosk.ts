import type { Messages } from "../../messages.ts";

export const kiosk: Messages["kiosk"] = {
	title: "Voting kiosk",
	place: ({ place }) => `${place} · voting kiosk`,
	notYours: "That place is not yours to open a kiosk for.",
	isClosed: "The kiosk is closed, and nothing was changed. Please ask staff to open it again.",
	onlyVotes: "This device is a kiosk, and is for voting only. Please come in by its own page; for anything else use your phone.",
	otherPlace:
		"Your household does not belong to this kiosk's place. Please use the one of your village, or your phone. The slip is not used up.",
	notKiosk: "This device is no kiosk now",
	notKioskText: "An admin of the village opens it on this page after signing in.",
	staffSignIn: "Staff sign-in",
	openTitle: "Make this device a voting kiosk",
	openText: "Your account is signed out here, and households vote one after the other. It closes by itself in the evening.",
	region: "For",
	open: "Open the kiosk",
	isOpen: ({ moment }) => `The kiosk is open and closes by itself at ${moment}.`,
	close: "Close the kiosk",
	welcome: "Take a seat, take your time",
	welcomeText:
		"Come in with the code of your door and the digits of your slip. You are signed out when you are done; nobody sees what you chose.",
	doorToken: "Door code",
	doorTokenHint: "It is on the slip too: 10 letters and digits, in any case, with or without gaps.",
	secret: "Digits of your slip, or your passphrase",
	enter: "Come in and vote",
	slipOnce: "A slip works once: please finish voting when you are in.",
	choose: "Choose a round",
	nothing: "There is nothing for your household to vote on",
	nothingText: "It has not begun, or it has closed, or your household is not on the roll. Please ask the staff beside you.",
	leave: "Done, sign out",
	leaveNow: "Sign out",
	quiet: "When nobody has touched it for a while you are signed out, so that nobody else sees this.",
	stillThere: "Are you still there?",
	soonLeft: ({ seconds }) => `In ${seconds} seconds you are signed out, so that nobody else sees this.`,
	stay: { ballot: "I am, let me go on", receipt: "I am" },
	done: {
		quiet:
			"Nobody touched it for a while, so you were signed out. If you have not voted yet, please come in again. A slip works once: ask staff for another.",
	},
	castTitle: "Your ballot is cast",
	receiptText:
		"It is stored safely. This code is its proof: after the count you can check with it that your ballot is in it. It does not show whom you chose. If you do not write it down, your ballot counts all the same.",
	changeLater: "To change it after signing out: come in again with your passphrase; if you came with a slip, ask the village for another.",
};
