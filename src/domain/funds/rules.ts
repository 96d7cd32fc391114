/** A yuan a point: a village's fund, not a bank. */
export const LARGEST_DEPOSIT = 1_000_000;

/** "2026-Q4". */
export function isQuarter(text: string): boolean {
	return /^20\d\d-Q[1-4]$/.test(text);
}

/** "2026-Q4" of "2026-11". */
export function quarterOf(month: string): string {
	return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}
