import type { Messages } from "../messages.ts";

export const kiosk: Messages["kiosk"] = {
	title: "Voting kiosk",
	place: ({ place }) => `${place} · voting kiosk`,
	notYours: "That place is not yours to open a kiosk for.",
	isClosed: "The kiosk is closed. Please ask staff to open it again.",
	otherPlace:
		"Your household does not belong to this kiosk's place. Please use the one of your village, or your phone. The slip is not used up.",
	notKiosk: "This device is not a kiosk yet",
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
	doorTokenHint: "The 10 letters and digits below the code at your door",
	secret: "Digits of your slip, or your passphrase",
	enter: "Come in and vote",
	slipOnce: "A slip works once: please finish voting when you are in.",
	choose: "Choose a round",
	nothing: "There is nothing for your household to vote on",
	nothingText: "It has not begun, or it has closed, or your household is not on the roll. Please ask the staff beside you.",
	leave: "Done, sign out",
	leaveNow: "Sign out",
	idle: "After two quiet minutes you are signed out.",
	receiptKeep: "Please write the receipt down or photograph it, then sign out.",
};
