/** Aligns columns for a terminal, where a Chinese character is two places wide. */
export function tableOf(rows: string[][]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => placesOf(row[column] ?? ""))));
	return rows.map((row) => row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - placesOf(cell))).join("  ")).join("\n");
}

function placesOf(text: string): number {
	return [...text].reduce((places, character) => places + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
