/** Half periods from left to right, and from top to bottom. */
export interface Frequency {
	across: number;
	down: number;
}

/** In diagonals from the lowest, without the mean, which depends on brightness alone. Whole diagonals, so that a turned patch has the same ones. */
export const FREQUENCIES: Frequency[] = [1, 2, 3, 4, 5, 6].flatMap((sum) =>
	Array.from({ length: sum + 1 }, (_, across) => ({ across, down: sum - across })),
);
