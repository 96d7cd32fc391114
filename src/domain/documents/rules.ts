import { charactersIn } from "#domain/text.ts";
import type { Run, Wording } from "./types.ts";

const LEVELS = [/^[一二三四五六七八九十]+、/u, /^（[一二三四五六七八九十]+）/u, /^\d+[.．]/u, /^（\d+）/u];

/** How deep a heading is, by how it begins: 一、 is 1, （一） 2, 1. 3, （1） 4; 0 is plain text. */
export function levelOf(paragraph: string): 0 | 1 | 2 | 3 | 4 {
	return (LEVELS.findIndex((begins) => begins.test(paragraph)) + 1) as 0 | 1 | 2 | 3 | 4;
}

/** The characters of a document, blanks left out. */
export function lengthOfWording({ title, to, paragraphs, office, day }: Wording): number {
	return charactersIn([title, to, ...paragraphs, office, day].join("").replaceAll(/\s/gu, ""));
}

/** The numbers in what somebody typed that neither the draft had nor are a date, an order (1.) or a part of a code. */
export function ownNumbers(typed: string[], drafted: string[]): string[] {
	const known = new Set(drafted.flatMap(numbersIn));
	return [...new Set(typed.flatMap(numbersIn))].filter((number) => !known.has(number));
}

function numbersIn(paragraph: string): string[] {
	return paragraph.replace(/^(\d+[.．]|（\d+）)/u, "").match(/\d+(?:\.\d+)?%?/g) ?? [];
}

// Signs of private use, which nobody can type: what lies between them is a number and the name of what it counts.
const [BEGIN, MIDDLE, END] = ["\u{f0000}", "\u{f0001}", "\u{f0002}"];
const MARKED = new RegExp(`${BEGIN}([^${MIDDLE}]*)${MIDDLE}([^${END}]*)${END}`, "gu");

/** A number in a draft that knows which figure it is. */
export function marked(figure: string, value: string | number): string {
	return `${BEGIN}${figure}${MIDDLE}${value}${END}`;
}

export function unmarked(words: string): string {
	return words.replaceAll(MARKED, "$2");
}

/** The words of a draft, its numbers apart. */
export function runsOf(words: string): Run[] {
	return words.split(new RegExp(`(${BEGIN}[^${END}]*${END})`, "u")).flatMap((run) => {
		const [, figure, value] = new RegExp(MARKED.source, "u").exec(run) ?? [];
		if (figure !== undefined && value !== undefined) return [{ words: value, figure }];
		return run === "" ? [] : [{ words: run }];
	});
}
