/** What the trail says of ratings, scorers and relatives. */
export const ratingTrail = {
	rating: {
		open: "opened a round of rating",
		draw: "drew its scorers",
		mark: "sent the marks of a yard",
		close: "closed a round of rating",
		revisit: "had a yard seen again",
		settle: "settled a round of rating",
		show: "changed whether a courtyard's page tells its stars",
	},
	relative: { declare: "declared a relative" },
	title: {
		propose: "put a courtyard forward for a title",
		agree: "a household agreed to its title",
		notice: "noticed a courtyard's title",
		grant: "gave a courtyard its title",
		decline: "did not pursue a courtyard's title",
		check: "looked again at a model courtyard",
		warn: "warned a model courtyard, with a term",
		clear: "found a model courtyard put right",
		reply: "a household answered a look",
		remove: "took a courtyard's title",
		give_up: "a household gave its title up",
		show: "a household changed whether title and courtyard lead to each other",
	},
	scorer: {
		appoint: "appointed a scorer",
		end: "ended a scorer's appointment",
		propose: "named a scorer and asked for a second signature",
		sign: "signed for a scorer",
		refuse: "did not sign for a scorer",
	},
};
