import type { PlannedSubmission } from "./plan.ts";
import { snapshotsOf } from "./snapshots.ts";

export interface Order {
	number: number;
	planned: PlannedSubmission;
	seed: string;
}

// This process draws. Rasterising takes a whole core, and the demo should not wait for one picture after the other.
process.on("message", async ({ number, planned, seed }: Order) => {
	const snapshots = await snapshotsOf(planned, seed);
	if (process.connected) process.send?.({ number, snapshots });
});
