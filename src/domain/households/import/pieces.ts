import { setImmediate as breathe } from "node:timers/promises";

// A change of a household takes a millisecond or two, and nobody is answered meanwhile.
export const DEEDS_AT_ONCE = 10;

/** One after the other; after every few, other work can run. */
export async function eachOf<T>(things: Iterable<T>, atOnce: number, work: (thing: T) => unknown): Promise<void> {
	let count = 0;
	for (const thing of things) {
		await work(thing);
		count += 1;
		if (count % atOnce === 0) await breathe();
	}
}

/** The same in pieces of some size, for statements that take many rows. */
export async function eachPieceOf<T>(things: T[], size: number, work: (piece: T[]) => Promise<void>): Promise<void> {
	const pieces = Array.from({ length: Math.ceil(things.length / size) }, (_, n) => things.slice(n * size, (n + 1) * size));
	await eachOf(pieces, 1, work);
}
