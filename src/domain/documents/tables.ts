import { shortDayOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { rowsBehind, type Span } from "./figures.ts";
import { type DocumentTable, MOST_LISTED } from "./types.ts";

// What offices issue is Chinese.
const LOCALE = "zh-CN";
const words = messagesFor(LOCALE).documentDrafts.listed;

/** 点位清单: what was found and is not mended. */
export async function openSpots(span: Span): Promise<DocumentTable | undefined> {
	const { rows, whole } = await rowsBehind("found", span, { isOpen: true, size: MOST_LISTED });
	if (rows.length === 0) return undefined;
	const lines = rows.map(({ village, hamlet, kind, unit, dueAt }, n) => [
		...[String(n + 1), `${village} ${hamlet}`, kind ?? "", unit ?? words.none],
		dueAt === null ? words.none : shortDayOf(new Date(dueAt), LOCALE),
	]);
	return tableOf({ ...words, shares: [1.5, 4, 4, 4, 2.5], rows: lines, whole });
}

interface Parts {
	title: string;
	columns: string[];
	/** Of the width, by column. */
	shares: number[];
	rows: string[][];
	whole: number;
}

export function tableOf({ title, columns, shares, rows, whole }: Parts): DocumentTable {
	return { title, columns: columns.map((name, n) => ({ name, share: shares[n] ?? 2 })), rows: withRest(rows, whole) };
}

/** A table that does not hold all ends with how many are not in it. */
export function withRest(lines: string[][], whole: number): string[][] {
	const left = whole - lines.length;
	return left > 0 ? [...lines, lines[0]?.map((_, n) => (n === 1 ? words.rest({ left, whole }) : "")) ?? []] : lines;
}
