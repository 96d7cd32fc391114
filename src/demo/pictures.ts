import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order } from "./painter.ts";
import type { PlannedSubmission } from "./plan.ts";
import type { Snapshot } from "./snapshots.ts";

const PAINTERS = 2;
const PAINTER = fileURLToPath(new URL("./painter.ts", import.meta.url));

/** Draws a few submissions ahead in other processes, so that drawing and intake keep both cores busy. */
export async function* drawnAhead(history: PlannedSubmission[], seed: string, ahead = 12): AsyncGenerator<Snapshot[]> {
	const painters = Array.from({ length: PAINTERS }, () => new Painter());
	try {
		const begun: Promise<Snapshot[]>[] = [];
		for (const index of history.keys()) {
			for (const planned of history.slice(begun.length, index + 1 + ahead)) {
				const number = begun.length;
				begun.push((painters[number % PAINTERS] as Painter).draw({ number, planned, seed }));
			}
			yield await (begun[index] as Promise<Snapshot[]>);
			// The bytes are on their way to the intake; keeping half a year of them would fill the memory.
			delete begun[index];
		}
	} finally {
		for (const painter of painters) painter.dismiss();
	}
}

/** A process that draws one order after the other. */
class Painter {
	readonly #process: ChildProcess = fork(PAINTER, { serialization: "advanced" });
	readonly #orders = new Map<number, { resolve: (snapshots: Snapshot[]) => void; reject: (error: Error) => void }>();

	constructor() {
		this.#process.on("message", ({ number, snapshots }: { number: number; snapshots: Snapshot[] }) => {
			this.#orders.get(number)?.resolve(snapshots);
			this.#orders.delete(number);
		});
		this.#process.on("exit", () => {
			for (const { reject } of this.#orders.values()) reject(new Error("a painter of the demo's pictures ended too early"));
		});
	}

	draw(order: Order): Promise<Snapshot[]> {
		return new Promise((resolve, reject) => {
			this.#orders.set(order.number, { resolve, reject });
			this.#process.send(order);
		});
	}

	dismiss(): void {
		this.#orders.clear();
		this.#process.disconnect();
	}
}
