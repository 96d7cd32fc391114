import type { HouseholdStatus } from "../types.ts";

/** What an import asks before it changes anything: a number or a code that people reuse is not who they are. */
export const QUESTION_KINDS = ["number", "head", "arrival", "closed", "newHamlet", "placeName", "placeElsewhere"] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const ANSWERS = ["died", "left", "handed_over", "misspelt", "renumbered", "moved", "new", "rename", "keep", "move", "skip"] as const;
export type Answer = (typeof ANSWERS)[number];

/**
 * `number`: a household of this number bears another head, and households change numbers in this file · `head`: it bears another head, and nothing says why ·
 * `arrival`: a new number for a head who lives elsewhere in the village · `closed`: a household that was closed · `newHamlet`: a hamlet that a known village does not have · `placeName`: another name for a
 * district, town or village · `placeElsewhere`: a place below another one than so far.
 */
export const CHOICES: Record<QuestionKind, readonly Answer[]> = {
	number: ["renumbered", "died", "left", "handed_over", "misspelt", "skip"],
	head: ["died", "left", "handed_over", "misspelt", "skip"],
	arrival: ["moved", "new", "skip"],
	closed: ["skip", "new"],
	newHamlet: ["new", "skip"],
	placeName: ["rename", "keep", "skip"],
	placeElsewhere: ["move", "keep", "skip"],
};

export interface Question {
	/** The same for the same question about another file. */
	id: string;
	kind: QuestionKind;
	line: number;
	/** The hamlet (after its village, if the file has several) and number, or the code of the place. */
	where: string;
	was: string;
	becomes: string;
	/** The household or the hamlet that may be meant. */
	found: string | null;
	/** The line as it goes into the file of questions: titles of columns and cells. Worked out when asked for, because a county may have 200,000 questions. */
	cells: () => Record<string, string>;
	answer: Answer | null;
	/** Why the answer cannot be carried out as things are: the number's household waits itself, or nobody of that name is found. */
	stuck: "numberTaken" | "notFound" | null;
}

/** Answers given on the page or to the command. What stands in the file's own column counts before an answer for all. */
export interface Answers {
	one: ReadonlyMap<string, Answer>;
	all: Partial<Record<QuestionKind, Answer>>;
}

export const CHANGE_KINDS = [
	"head",
	"misspelt",
	"number",
	"displaced",
	"placeName",
	"placeElsewhere",
	"newPlace",
	"facts",
	"newHome",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A line of the preview: what stands there now, and what will. */
export interface Change {
	kind: ChangeKind;
	line: number;
	where: string;
	was: string;
	becomes: string;
	/** Instead of words, where what changes is no name. */
	facts?: { was: SomeFacts; becomes: SomeFacts };
}

type SomeFacts = Partial<{ status: HouseholdStatus; isHardship: boolean; isUnranked: boolean }>;
