import { dayAt } from "#domain/calendar/rules.ts";
import { bookFile } from "#domain/documents/files.ts";
import type { BookColumn, BookSheet } from "#domain/documents/types.ts";
import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { FEN_A_YUAN } from "./rules.ts";
import { GOOD_COUNTS, lineKind, type StoreLine, type StoreMonth } from "./types.ts";

// What an office keeps is Chinese.
const words = messagesFor("zh-CN").storeBooks;
const { heads } = words;

/** 超市台账 of a month for Excel and WPS. */
export function storeBookFile(month: StoreMonth): Promise<Uint8Array> {
	const title = words.fileName({ village: month.village, month: monthsOf(month.month, month.month, "zh-CN") });
	const notes = { name: words.sheets.notes, lines: words.notes };
	return bookFile({ sheets: [goodsSheet(month, title), linesSheet(month, title)], notes });
}

const text = (head: string, width: number): BookColumn => ({ head, width });
const count = (head: string): BookColumn => ({ head, width: 9, kind: "count" });
const yuan = (head: string): BookColumn => ({ head, width: 12, kind: "yuan" });
const inYuan = (fen: number | null) => (fen === null ? null : fen / FEN_A_YUAN);

function goodsSheet({ goods, points, cost }: StoreMonth, title: string): BookSheet {
	const rows = goods.map((good) => [good.name, good.unit, ...GOOD_COUNTS.map((name) => good[name]), inYuan(good.cost)]);
	// Pieces and bags are not summed up.
	const total = [words.total, null, ...GOOD_COUNTS.map((name) => (name === "points" ? points : null)), inYuan(cost)];
	const columns = [text(heads.good, 18), text(heads.unit, 12), ...GOOD_COUNTS.map((name) => count(heads[name])), yuan(heads.cost)];
	return { name: words.sheets.goods, title, columns, rows: [...rows, total], hasTotal: true };
}

function linesSheet({ lines }: StoreMonth, title: string): BookSheet {
	const columns: BookColumn[] = [
		{ head: heads.day, width: 13, kind: "day" },
		...[text(heads.what, 10), text(heads.good, 18), text(heads.unit, 12), text(heads.door, 18)],
		...[count(heads.quantity), count(heads.stock), count(heads.points), yuan(heads.cost)],
		...[text(heads.donor, 18), text(heads.by, 12), text(heads.signedBy, 12)],
	];
	return { name: words.sheets.lines, title, columns, rows: lines.map(rowOf) };
}

function rowOf(line: StoreLine) {
	const { at, name, unit, quantity, stockAfter, points, cost, donor, hamlet, number, by, signedBy } = line;
	const door = hamlet && number ? words.door({ hamlet, number }) : null;
	return [dayAt(at), words.kinds[lineKind(line)], name, unit, door, quantity, stockAfter, points, inYuan(cost), donor, by, signedBy];
}
