import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { lot, seedOf } from "#domain/draws/draws.ts";
import type { SealedDraw } from "#domain/draws/sealed.ts";
import { quarterOf } from "#domain/funds/rules.ts";
import type { EntryKind } from "#domain/points/types.ts";

/** Of a village's entries of a quarter. */
const SHARE = 0.05;

export const QUARTERS: SealedDraw = {
	noun: "callback",
	seal: "callback.seal",
	draw: "callback.draw",
	seedOf: (quarter) => seedOf(`point callbacks ${quarter}`),
};

export function quarterAt(at: Date): string {
	return quarterOf(monthAt(at));
}

export function quarterAfter(quarter: string): string {
	return quarterOf(monthAfter(firstMonthOf(quarter), 3));
}

function firstMonthOf(quarter: string): string {
	return `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, "0")}`;
}

export interface Entry {
	seq: number;
	householdId: string;
	villageId: string;
	/** Of the village, twelve digits. */
	code: string;
}

/** One in twenty of each village's entries, rounded up, by tickets of the seed; in which order they are given does not matter. */
export function drawnOf(seed: string, entries: Entry[]): Entry[] {
	return [...Map.groupBy(entries, ({ code }) => code)].flatMap(([code, own]) => {
		const seqs = own.map(({ seq }) => seq);
		const chosen = new Set(lot(seed, `point callbacks ${code}`, seqs, Math.ceil(seqs.length * SHARE)));
		return own.filter(({ seq }) => chosen.has(seq));
	});
}

interface Given {
	kind: EntryKind;
	points: number;
	/** What a dispute has put right of it already. */
	correction: number;
}

/** How an entry is taken back: by the row that refers to it, or, what was put in by hand or corrected since, by a row with what is left of it. */
export function undoOf({ kind, points, correction }: Given): { by: "reverse" } | { by: "adjust"; points: number } {
	if (kind !== "adjust" && correction === 0) return { by: "reverse" };
	return { by: "adjust", points: 0 - points - correction };
}
