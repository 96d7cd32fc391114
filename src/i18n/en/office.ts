import type { Messages } from "../messages.ts";

export const office: Messages["office"] = {
	waiting: ({ count }) => (count === 1 ? "One pair waits to be looked at" : `${count} pairs wait to be looked at`),
	oldest: ({ waited }) => `the oldest: ${waited}`,
	review: "Go and look",
	noModerator: "A moderator looks at them.",
	whoModerates: "See who moderates",
	votes: "Votes",
	figures: "How it goes in your places",
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
			"Pages for stories, posters and broadcasts are being made; they will be here. What you can do today: look through the newest pairs, read the votes, get certificates and cards.",
		inspector:
			"Pages for scores, re-checks and spots are being made; they will be here. What you can do today: see which yards have been shown for 30 days and walk there to look; write pairs down for households without a phone; help to enter paper ballots during a vote.",
		storekeeper:
			"Pages for the points store are being made; they will be here. What you can do today: look up a household's points when somebody asks.",
		auditor: "Who did what and when stands in the trail; lines are added, never changed.",
	},
	newest: "Newly shown",
	looked: ({ days }) => `Shown for ${days} days`,
	noneYet: "None in your places yet.",
	more: "Choose by place and kind",
	shown: {
		title: "Shown pairs",
		lede: "These households of your places agreed to be shown here. Ask them before you use a pair anywhere else: a newspaper, a channel, a board.",
		place: "Where (a village, a hamlet, or its pinyin)",
		age: "Shown for how long",
		all: "All",
		old: ({ days }) => `${days} days and longer`,
		none: "Nothing found",
		noneHint: "Try another place or kind. Only your own places are looked through.",
	},
	points: {
		title: "Points of a household",
		lede: "Only when somebody asks, one household at a time. You see what it could spend now.",
		noneHint: "Only households of your places are found.",
		spendable: ({ points }) => `${points} points to spend`,
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
