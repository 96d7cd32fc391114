import type { Rectangle } from "./types.ts";

/** The grid of cells to tick for hiding parts without JavaScript: about square cells, twelve on the longer side. */
export function gridFor({ width, height }: { width: number; height: number }): { columns: number; rows: number } {
	const longer = 12;
	const shorter = Math.max(3, Math.round((longer * Math.min(width, height)) / Math.max(width, height)));
	return width >= height ? { columns: longer, rows: shorter } : { columns: shorter, rows: longer };
}

/** The ticked cells ("3-0" = fourth column, first row) as few rectangles: joins neighbours in a row, then equal runs of adjacent rows. */
export function rectanglesOf({ columns, rows, cells }: { columns: number; rows: number; cells: string[] }): Rectangle[] {
	const ticked = new Set(cells);
	const isTicked = (column: number, row: number) => ticked.has(`${column}-${row}`);
	const found: { from: number; to: number; top: number; bottom: number }[] = [];
	for (let row = 0; row < rows; row += 1) {
		for (let from = 0; from < columns; from += 1) {
			if (!isTicked(from, row)) continue;
			let to = from + 1;
			while (to < columns && isTicked(to, row)) to += 1;
			const above = found.find((run) => run.bottom === row && run.from === from && run.to === to);
			if (above) above.bottom = row + 1;
			else found.push({ from, to, top: row, bottom: row + 1 });
			from = to;
		}
	}
	return found.map(({ from, to, top, bottom }) => ({
		x: from / columns,
		y: top / rows,
		width: (to - from) / columns,
		height: (bottom - top) / rows,
	}));
}
