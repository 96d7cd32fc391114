import { charactersIn } from "#domain/text.ts";
import { BREATH, SCRIPT_LENGTH } from "./types.ts";

/** A script in the sentences in which it is read. */
export function sentencesOf(script: string): string[] {
	return script.match(/[^。！？；\n]+[。！？；]?/gu) ?? [];
}

/** Without the signs that nobody reads. */
export function spokenLength(words: string): number {
	return charactersIn(words.replaceAll(/[\p{P}\s]/gu, ""));
}

export interface Checked {
	length: number;
	/** Longer than a breath. */
	tooLong: string[];
	/** Written as figures, which everybody reads otherwise. */
	figures: string[];
	isShort: boolean;
	isLong: boolean;
	/** Whether the line with day and hour is there twice. */
	isKeySaidTwice: boolean;
}

export function checked(script: string, key: string): Checked {
	const length = charactersIn(script.replaceAll(/\s/g, ""));
	return {
		length,
		tooLong: sentencesOf(script).filter((one) => spokenLength(one) > BREATH),
		figures: [...new Set(script.match(/\d[\d.:%-]*/g) ?? [])],
		isShort: length < SCRIPT_LENGTH.least,
		isLong: length > SCRIPT_LENGTH.most,
		isKeySaidTwice: script.split(key).length > 2,
	};
}
