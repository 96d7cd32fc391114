import type { Run } from "./types.ts";

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
