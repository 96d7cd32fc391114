import type { PlannedSubmission } from "./plan.ts";
import { snapshotsOf } from "./snapshots.ts";

/** What a painter is asked for. */
export interface Order {
	number: number;
	planned: PlannedSubmission;
	seed: string;
}

// A process that draws: rasterising takes a core for itself, and the demo should not wait for one picture after the other.
process.on("message", async ({ number, planned, seed }: Order) => {
	const snapshots = await snapshotsOf(planned, seed);
	if (process.connected) process.send?.({ number, snapshots });
});
