import { type Drawing, snapshotsOf } from "./snapshots.ts";

export interface Order {
	number: number;
	drawing: Drawing;
	seed: string;
}

// This process draws. Rasterising takes a whole core, and the demo should not wait for one picture after the other.
process.on("message", async ({ number, drawing, seed }: Order) => {
	const snapshots = await snapshotsOf(drawing, seed);
	if (process.connected) process.send?.({ number, snapshots });
});
