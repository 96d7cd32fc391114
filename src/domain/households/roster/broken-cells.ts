import type { Remark } from "#domain/tables/types.ts";
import type { Header } from "./columns.ts";

/** Cells to report instead of reading them: they lost bytes, or the line was split in the wrong places. */
export function brokenCells({ at, titles }: Header, cells: string[], line: number): Remark[] {
	const isShort = cells.length < titles.length;
	const isRead = (position: number) => Object.values(at).includes(position);
	return cells.flatMap((cell, position): Remark[] => {
		const fault = faultIn(cell, isShort && isRead(position));
		return fault ? [{ line, column: titles[position] ?? "", ...fault }] : [];
	});
}

function faultIn(cell: string, mayHoldCells: boolean): Pick<Remark, "value" | "key" | "params"> | undefined {
	if (cell.includes("\ufffd")) return { value: around(cell, cell.indexOf("\ufffd")), key: "households.reasons.encoding" };
	if (RAN_ON.test(cell)) return { value: cell, key: "households.reasons.quotes" };
	const [separator] = mayHoldCells ? (SEPARATORS.exec(cell) ?? []) : [];
	return separator ? { value: cell, key: "households.reasons.otherSeparator", params: { separator } } : undefined;
}

// A quote that was never closed makes one cell of several lines.
const RAN_ON = /[,;，；\t|].*\n.*[,;，；\t|]/s;
const SEPARATORS = /[,;，；\t|｜]/;

function around(cell: string, at: number): string {
	return cell.slice(Math.max(0, at - 20), at + 20);
}
