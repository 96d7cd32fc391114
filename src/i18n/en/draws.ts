import type { Messages } from "../messages.ts";

export const draws: Messages["draws"] = {
	check: "For those who know computers: check the draws yourself",
	commitment: "Commitment to the seed of all draws",
	commitmentNote:
		"It is sealed at the announcement; the seed is published with the result, so that anybody can check that orders and ties were settled beforehand.",
	tickets: "A household's ticket; the lowest are taken:",
	ticket: ({ seed, purpose }) => `SHA-256("${seed}:${purpose}:courtyard code")`,
	wrong: {
		period: "The dates of the draw are not right: the end comes after the beginning.",
		count: ({ most }) => `Households to draw: 1 to ${most}.`,
	},
};
