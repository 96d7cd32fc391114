import type { Messages } from "../../messages.ts";

export const howChosen: Messages["rounds"]["howChosen"] = {
	title: "How the candidates were found",
	drawn: "By a draw",
	urn: ({ from, last, tickets, drawn }) =>
		`Among those who published a pair from ${from} to ${last}, one ticket a household: ${tickets} in the urn, ${drawn} drawn.`,
	everybody: "Everybody asked",
	allAsked: ({ from, last, tickets }) => `All ${tickets} households that published from ${from} to ${last} were asked; no lots were drawn.`,
	once: "Who had been asked already was not in the urn again. ",
	nominated: "Put forward",
	asked: ({ households }) => `By staff: ${households}. `,
	standing: ({ numbers }) => (numbers.length === 0 ? "None of them stands." : `Of them stand: no. ${numbers.join(", ")}.`),
	silent: "Not standing",
	silentText: ({ households }) =>
		`Said no, gave no answer, or left again: ${households}. Which households is not written here, and it changes nothing for them.`,
	against: ({ region, code, ordinal }) =>
		`${code} is the code of ${region}; ${ordinal} is this vote's turn there, one more than had been announced when it was begun; the code of a courtyard ends the address of its page. Everybody can see these and nobody can change them, so however often a vote is drafted, the draw is the same.`,
};
