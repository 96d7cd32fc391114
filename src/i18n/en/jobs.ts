import type { Messages } from "../messages.ts";

export const jobs: Messages["jobs"] = {
	title: "What happens by itself",
	lede: "These things are done when their time comes. Where one failed, the reason and the remedy are written here.",
	names: {
		rounds: "Close votes in time",
		inspections: "Draw the hamlets to be seen each month, and seal the next seed",
		lookbacks: "Draw the yards to look back at, and open the seed of a month that is over",
		lookbackPoints: "Pay out or take back held points by what was looked back at",
		lookbackFigures: "Work out how many yards stayed clean",
		exposures: "Take cards of exposure away in time, and show what was corrected",
		stories: "Publish stories and end them at their time",
		consents: "take down what a consent is over for",
		finder: "Enter new names for the finder",
		clock: "Look at the clock",
		expiry: "Tells households twice, then lets points of two years ago expire",
		checks: "Draws the changes of households to ask about",
		storeOrders: "Give back what was exchanged and not collected",
		drafts: "Clear drafts that were left",
		originals: "Delete originals whose days are over",
		spotPictures: "Delete the pictures of spots closed long ago",
		sessions: "Delete sessions that have ended",
		strays: "Sweep photo files that nothing uses",
	},
	columns: { name: "Task", last: "Last time", next: "Next time", state: "Result" },
	states: { never: "Not done yet", running: "Being done", done: "Done", failed: "Failed", cutOff: "Cut off, will be done again" },
	late: "Late",
	lateHint: "More than an hour past its time it is still not done. Ask your technician whether the server was on all the time.",
	seconds: ({ seconds }) => `${seconds} s`,
	failedBefore: ({ when }) => `Failed on ${when}, and went well since:`,
	failures: {
		full: "The disk is full. Make room; it is tried again within an hour.",
		locked_out: "The data folder cannot be written. Ask your technician to check its permissions.",
		busy: "Another program holds the database. It is tried again by itself; if it stays so, look for a command that is still running.",
		damaged: "The database is damaged. Stop the site, restore the last backup, then run npm run verify.",
		other: "Something unforeseen went wrong. It is tried again within an hour; if it stays so, send the line below to your technician.",
	},
	clock: {
		title: "The clock",
		proven: "The clock runs steadily. What is due is cleared as usual.",
		settling: "The clock runs steadily, the site has only begun to run. Clearing begins after a day of running.",
		ahead: ({ after }) =>
			`The clock is suddenly far ahead: the last time written down was ${after}. The machine was off for long, or its time was set wrongly.`,
		behind: ({ after }) =>
			`The clock is behind what is already written: the last record is of ${after}. Its time may be set wrongly, or was fast before.`,
		waits:
			"Until that is clear, nothing is deleted. If the time is wrong, ask your technician to set it. If you do nothing, clearing goes on after a day of steady running.",
		now: ({ when }) => `The server's time now: ${when} (Beijing)`,
		confirm: "I looked: the time is right",
		shownTooLongAgo: "This page was open for too long, and the time has changed. Please look at it now and press again.",
	},
	machine: {
		title: "This machine",
		free: ({ free }: { free: string }) => `The disk with the data has ${free} left. `,
		space: {
			ample: "",
			little: "That is not much: please make room within days.",
			full: "It is nearly full: photographs may not arrive. Please make room now.",
		},
		version: ({ version }: { version: string }) => `Tingyuan ${version}`,
	},
	done: { confirmed: "Noted. What is due is cleared after another day of running." },
};
