import type { PlannedSubmission } from "./plan.ts";
import { snapshotsOf } from "./snapshots.ts";

/** What a painter is asked for. */
export interface Order {
	number: number;
	planned: PlannedSubmission;
	seed: string;
}

// A process that draws: the library that rasterises draws one picture at a time in a process, however many cores there are.
process.on("message", async ({ number, planned, seed }: Order) => {
	process.send?.({ number, snapshots: await snapshotsOf(planned, seed) });
});
