// How far two people agree beyond chance: Cohen's kappa of 1968, with the standard error of Fleiss, Cohen and Everitt (1969).

export type Weights = (one: number, other: number, most: number) => number;

/** Each star apart costs as much as the one before. */
export const linear: Weights = (one, other, most) => 1 - Math.abs(one - other) / most;
/** Far apart costs much more than near. */
export const quadratic: Weights = (one, other, most) => 1 - ((one - other) / most) ** 2;

export interface Agreement {
	kappa: number;
	error: number;
	low: number;
	high: number;
	count: number;
}

const Z_95 = 1.959964;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** From a square table of counts: rows are one judge's categories, columns the other's. Null where kappa says nothing: no pair, or all in one category. */
export function weightedKappa(table: readonly (readonly number[])[], weights: Weights): Agreement | null {
	const count = sum(table.map(sum));
	const p = table.map((row) => row.map((cell) => cell / count));
	const rows = p.map(sum);
	const columns = p.map((_, j) => sum(p.map((row) => row[j] ?? 0)));
	const w = (i: number, j: number) => weights(i, j, table.length - 1);
	const cells = p.flatMap((row, i) => row.map((share, j) => ({ i, j, share, chance: (rows[i] ?? 0) * (columns[j] ?? 0) })));
	const observed = sum(cells.map(({ i, j, share }) => share * w(i, j)));
	const expected = sum(cells.map(({ i, j, chance }) => chance * w(i, j)));
	if (count === 0 || 1 - expected < 1e-9) return null;
	const rowMeans = rows.map((_, i) => sum(columns.map((share, j) => share * w(i, j))));
	const columnMeans = columns.map((_, j) => sum(rows.map((share, i) => share * w(i, j))));
	const spread = sum(
		cells.map(({ i, j, share }) => share * (w(i, j) * (1 - expected) - ((rowMeans[i] ?? 0) + (columnMeans[j] ?? 0)) * (1 - observed)) ** 2),
	);
	const variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (count * (1 - expected) ** 4);
	const kappa = (observed - expected) / (1 - expected);
	const error = Math.sqrt(Math.max(0, variance));
	return { kappa, error, low: Math.max(-1, kappa - Z_95 * error), high: Math.min(1, kappa + Z_95 * error), count };
}

/** The table of pairs of stars, 0 to 5. */
export function tableOfStars(pairs: readonly (readonly [number, number])[]): number[][] {
	const table = Array.from({ length: 6 }, () => Array<number>(6).fill(0));
	for (const [one, other] of pairs) {
		const row = table[one];
		if (row) row[other] = (row[other] ?? 0) + 1;
	}
	return table;
}
