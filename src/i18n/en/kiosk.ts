import type { Messages } from "../messages.ts";

export const kiosk: Messages["kiosk"] = {
	title: "Kiosk",
	place: ({ place }) => `${place} · kiosk`,
	notYours: "That place is not yours to open a kiosk for.",
	isClosed: "The kiosk is closed, and nothing was changed. Please ask staff to open it again.",
	notAsAtHome: "This device is a kiosk, and others use it after you. Please come in by its own page; for anything else use your phone.",
	otherPlace:
		"Your household does not belong to this kiosk's place. Please use the one of your village, or your phone. The slip is not used up.",
	notKiosk: "This device is no kiosk now",
	notKioskText: "An admin of the village opens it on this page after signing in.",
	staffSignIn: "Staff sign-in",
	openTitle: "Make this device a kiosk",
	openText: "Your account is signed out here, and households use it one after the other. It closes by itself in the evening.",
	region: "For",
	open: "Open the kiosk",
	isOpen: ({ moment }) => `The kiosk is open and closes by itself at ${moment}.`,
	close: "Close the kiosk",
	welcome: "Take a seat, take your time",
	welcomeText:
		"Come in with the code of your door and the digits of your slip. You are signed out when you are done, so that nobody sees it.",
	doorToken: "Door code",
	doorTokenHint: "It is on the slip too: 10 letters and digits, in any case, with or without gaps.",
	enter: "Come in",
	slipOnce: "A slip works once: please finish when you are in.",
	choose: "What would you like to do?",
	errands: { store: "Exchange points for goods" },
	until: ({ moment }) => `until ${moment}`,
	nothing: "There is nothing for your household to do now",
	nothingText: "If that seems wrong, please ask the staff beside you.",
	leave: "Done, sign out",
	leaveNow: "Sign out",
	quiet: "When nobody has touched it for a while you are signed out, so that nobody else sees this.",
	stillThere: "Are you still there?",
	soonLeft: ({ seconds }) => `In ${seconds} seconds you are signed out, so that nobody else sees this.`,
	stay: { busy: "I am, let me go on", done: "I am" },
	done: {
		quiet:
			"Nobody touched it for a while, so you were signed out. If you were not done, please come in again. A slip works once: ask staff for another.",
	},
};
