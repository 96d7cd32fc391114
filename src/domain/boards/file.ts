import { canonical, digestOf, fileText } from "#domain/published-files/text.ts";
import { boardOf } from "./rules.ts";
import type { Board, Edition } from "./types.ts";

export const FORMAT = "tingyuan-boards/1";

export interface BoardFile extends Edition {
	format: typeof FORMAT;
	digest: string;
	result: Board;
}

export const SAID = ["edition", "parameters", "units", "last", "helpVisits", "before", "inspections"] as const;
// What a page needs comes first, the two long lists last.
export const LISTS = "before";
const ORDER = ["format", ...SAID.slice(0, -2), "digest", "result", ...SAID.slice(-2)] as (keyof BoardFile)[];

/** Whoever writes down the same edition in another order gets the same file. */
export function boardText(edition: Edition): string {
	return writtenBoard(edition).text;
}

export function writtenBoard(edition: Edition): { text: string; board: Board } {
	const written = inOrder(edition);
	const board = boardOf(written);
	return { text: fileText(ORDER, { ...written, format: FORMAT, digest: digestOf(SAID, written), result: board }), board };
}

function inOrder({ edition, parameters, units, last, helpVisits, before, inspections }: Edition): Edition {
	return {
		...{ edition, parameters },
		units: sorted(units),
		last: last && { ...last, lagging: sorted(last.lagging) },
		helpVisits: sorted(helpVisits),
		before: sorted(before),
		inspections: sorted(inspections),
	};
}

function sorted<T>(things: T[]): T[] {
	// Of a county's inspections most are the same thing many times.
	const times = new Map<T, number>();
	for (const thing of things) times.set(thing, (times.get(thing) ?? 0) + 1);
	return [...times]
		.map(([thing, count]) => ({ thing, count, text: canonical(thing) }))
		.sort((a, b) => (a.text < b.text ? -1 : 1))
		.flatMap(({ thing, count }) => Array<T>(count).fill(thing));
}
