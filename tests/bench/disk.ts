import { fork } from "node:child_process";
import { once } from "node:events";
import type { Turn } from "./rounds.ts";

/** A child that tells what the disk of this folder allows. */
export function diskOf(folder: string) {
	const child = fork(new URL("./limit/disk.ts", import.meta.url));
	const turn = async (what: "batch" | "fsync", amount: number): Promise<Turn> => {
		const begun = performance.now();
		child.send({ folder, what, amount });
		const [times] = (await once(child, "message")) as [number[]];
		const perSecond = amount / ((performance.now() - begun) / 1000);
		times.sort((one, other) => one - other);
		return { perSecond, p50Ms: times[Math.floor(amount * 0.5)] ?? 0, p99Ms: times[Math.floor(amount * 0.99)] ?? 0 };
	};
	return { turn, end: () => child.disconnect() };
}
