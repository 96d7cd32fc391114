/** What the trail says of ratings, scorers and relatives. */
export const ratingTrail = {
	rating: {
		open: "opened a round of rating",
		draw: "drew its scorers",
		mark: "sent the marks of a yard",
		close: "closed a round of rating",
		revisit: "had a yard seen again",
		settle: "settled a round of rating",
	},
	relative: { declare: "declared a relative" },
	scorer: {
		appoint: "appointed a scorer",
		end: "ended a scorer's appointment",
		propose: "named a scorer and asked for a second signature",
		sign: "signed for a scorer",
		refuse: "did not sign for a scorer",
	},
};
