import type { Messages } from "../messages.ts";

export const accounts: Messages["accounts"] = {
	wrongSignIn: "The name, passphrase or code is not right, and you are not signed in. Please check and try again.",
	busy: "Many people are signing in just now. Please try again in a few seconds.",
	signOut: "Sign out",
	signIn: "Sign in",
	staffSignIn: {
		title: "Staff sign-in",
		lead: "Villagers sign in with the QR or the code on their door plate.",
		villagers: "I am a villager",
		username: "Name",
		passphrase: "Passphrase",
		totp: "One-time code",
		totpHint: "Six digits from the authenticator app. Leave it empty at your first sign-in.",
		forgotten: "Passphrase forgotten or a new phone? Ask your administrator for a reset link.",
	},
	settings: {
		countOutside: ({ least, most }) => `Please give a whole number from ${least} to ${most}. Nothing was changed.`,
		wordsOutside: ({ longest }) => `Please use at most ${longest} characters and no unusual signs. Nothing was changed.`,
	},
};
