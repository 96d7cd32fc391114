import type { Messages } from "../messages.ts";

export const publishedFiles: Messages["publishedFiles"] = {
	tooMany: ({ minutes }) =>
		`Too many downloads. Please wait ${minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`} and try again.`,
	usage: ({ command }) =>
		`Usage: npm run ${command} -- FILE.json (a published file), or npm run ${command} -- ID (of what this site published)`,
	nothing: ({ asked }) => `${asked}: no such file, and this site published none under that id.`,
	hash: ({ sha256 }) => `SHA-256 of the file: ${sha256} (compare it with the one on the page)`,
	equal: "What follows from the file is the published result, byte for byte.",
	differs: "It does not agree, see above. Keep this file and object to the village or town that published it.",
	faults: {
		unreadable: "the file cannot be read, or is not of this kind",
		announcement: "the rules or names are not those that were announced",
		commitment: "the seed of the draws is not the one that was committed to at the announcement",
		digest: "what is in it was changed: it does not fit the digest",
		result: "the result that follows is not the one in the file",
		bytes: "the file is not written the way it must be",
	},
	check: {
		title: "How to work it out again yourself",
		inPerson:
			"No computer? Ask at the village office to have it worked out again before your eyes, or let a child who knows computers follow the steps below.",
		byComputer: "For those who know computers",
		steps: [
			{ title: "Download the file", text: "Each file has a fingerprint (SHA-256). If it is the one written below, the file is unchanged." },
			{ title: "Run it on any computer", text: "With the program that this site publishes; no network and no database." },
			{ title: "Compare", text: "The program says whether the result follows from the file to the letter, and what does not." },
		],
		download: "Download the file",
		hash: "Fingerprint of the file (SHA-256)",
		run: "Run on a computer",
		command: ({ command }) => `npm run ${command} -- FILE.json`,
	},
};
