import type { Messages } from "../messages.ts";

export const office: Messages["office"] = {
	waiting: ({ count }) => (count === 1 ? "One pair waits to be looked at" : `${count} pairs wait to be looked at`),
	oldest: ({ waited }) => `the oldest: ${waited}`,
	review: "Go and look",
	noModerator: "A moderator looks at them.",
	whoModerates: "See who moderates",
	votes: "Votes",
	figures: "How it goes on the whole site",
	unseenOf: ({ count }) => `Of ${count} hamlets.`,
	enter: ({ round }) => `Enter paper ballots of “${round}”`,
	firstTitle: "Do these first",
	firstLede: "What is done leaves the list, and then the list is gone.",
	first: {
		import: { title: "Import villages, hamlets and households", text: "One table registers them all." },
		moderator: { title: "Take on a moderator", text: "Photos are shown after somebody has looked at them." },
		slips: { title: "Print door codes and slips", text: "Put them up and hand them over, for the first sign-in." },
	},
	go: "Go",
	yours: ({ places }) => `Your places: ${places}.`,
	comma: ", ",
	later: {
		publicist:
			"You can read the votes and get certificates and cards there. Pages for stories, posters and broadcasts are being made; they will be here.",
		inspector:
			"Pages for scores, re-checks and spots are being made; they will be here. During a vote you may help to enter paper ballots; the way there is on this page.",
		storekeeper: "Pages for the points store are being made; they will be here.",
		auditor: "Who did what and when stands in the trail; lines are added, never changed.",
	},
	trail: {
		title: "The trail",
		lede: "Who did what and when, line by line; added, never changed.",
		columns: { when: "When", who: "Who", what: "What", about: "About" },
		site: "The site",
		older: "Earlier",
		none: "Nothing about your places in this stretch",
		nouns: { region: "place", household: "household", submission: "pair", round: "vote", person: "staff", setting: "setting" },
	},
};
