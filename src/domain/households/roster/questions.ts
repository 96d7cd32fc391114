import { type Answer, type Answers, CHOICES, type Question } from "./types.ts";

export const NO_ANSWERS: Answers = { one: new Map(), all: {} };

/** The questions of a file, each with the answer that was given to it, or none. */
export class Questions {
	readonly all: Question[] = [];
	readonly #answers: Answers;

	constructor(answers: Answers) {
		this.#answers = answers;
	}

	/** `said` is what the file's own column says. */
	ask(question: Omit<Question, "answer" | "stuck">, said: Answer | null): Question {
		const fits = (answer: Answer | null | undefined) => (answer && CHOICES[question.kind].includes(answer) ? answer : null);
		const inFile = said === "renumbered" && question.kind === "arrival" ? "moved" : said;
		const answer = fits(this.#answers.one.get(question.id)) ?? fits(inFile) ?? fits(this.#answers.all[question.kind]);
		const asked = { ...question, answer, stuck: null };
		this.all.push(asked);
		return asked;
	}
}
