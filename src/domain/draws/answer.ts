import { CHECK_ANSWERS, CHECK_WAYS } from "#db/schema/checks.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";

interface Typed {
	answer: string;
	how: string;
	/** What the household said. */
	words: string;
}

/** What a household that was drawn answered, as somebody wrote it down; the area's own words say what is missing. */
export function answerTyped({ answer: typed, how: way, words: said }: Typed, area: "households.checks" | "closes.callbacks") {
	const answer = CHECK_ANSWERS.find((one) => one === typed);
	const how = CHECK_WAYS.find((one) => one === way);
	const words = wordsWithin(said, { least: 2, most: 300 });
	if (!answer) throw new Refusal("invalid", `${area}.answerMissing`, { field: "answer" });
	if (!how) throw new Refusal("invalid", `${area}.howMissing`, { field: "how" });
	if (!words) throw new Refusal("invalid", `${area}.wordsMissing`, { field: "words" });
	return { answer, how, words };
}
