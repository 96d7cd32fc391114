/** How often a heavy drill does its work: a tenth of the full number, at least once; in full by `npm run drills` (DRILLS=full). Titles tell it. */
export function drilled(full: number): number {
	return process.env["DRILLS"] === "full" ? full : Math.ceil(full / 10);
}
