import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order } from "./painter.ts";
import type { Drawing, Snapshot } from "./snapshots.ts";

const PAINTERS = 2;
const AHEAD = 12;
const PAINTER = fileURLToPath(new URL("./painter.ts", import.meta.url));

/** Draws a few pictures ahead of when they are wanted, in other processes, so that drawing and intake keep both cores busy. */
export class Pictures {
	readonly #painters = Array.from({ length: PAINTERS }, () => new Painter());
	readonly #seed: string;
	readonly #wanted: Drawing[] = [];
	readonly #drawn = new Map<Drawing, Promise<Snapshot[]>>();
	#begun = 0;
	#sudden = 0;

	constructor(seed: string) {
		this.#seed = seed;
	}

	/** Those that will be wanted, in this order. */
	expect(drawings: Drawing[]): void {
		this.#wanted.push(...drawings);
	}

	async of(drawing: Drawing): Promise<Snapshot[]> {
		const until = this.#wanted.indexOf(drawing) + 1 + AHEAD;
		for (; this.#begun < Math.min(until, this.#wanted.length); this.#begun += 1) {
			const [number, next] = [this.#begun, this.#wanted[this.#begun] as Drawing];
			this.#drawn.set(next, (this.#painters[number % PAINTERS] as Painter).draw({ number, drawing: next, seed: this.#seed }));
		}
		const snapshots = await (this.#drawn.get(drawing) as Promise<Snapshot[]>);
		// The bytes are on their way to the intake; keeping half a year of them would fill the memory.
		this.#drawn.delete(drawing);
		return snapshots;
	}

	/** What nobody could expect, drawn next. */
	unexpected(drawing: Drawing): Promise<Snapshot[]> {
		this.#sudden += 1;
		return (this.#painters[this.#sudden % PAINTERS] as Painter).draw({ number: -this.#sudden, drawing, seed: this.#seed });
	}

	dismiss(): void {
		for (const painter of this.#painters) painter.dismiss();
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
