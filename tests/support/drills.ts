/** Whether heavy drills do all of their work: `npm run drills`. */
export const isFullDrill = process.env["DRILLS"] === "full";

/** How often a heavy drill does its work: a tenth of the full number, at least once. `npm run drills` (DRILLS=full) does all. Titles show the number. */
export function drilled(full: number): number {
	return isFullDrill ? full : Math.ceil(full / 10);
}
