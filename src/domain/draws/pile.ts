import { createHash } from "node:crypto";
import { setImmediate as giveWay } from "node:timers/promises";

const BYTES = 6;
const NUMBERS_A_BLOCK = 5;
const STEPS_AT_ONCE = 10_000;

/** Fisher–Yates; its numbers are six bytes each of SHA-256 of "seed:purpose:block", so everybody can shuffle again. A long pile pauses for other work. */
export async function shuffled(seed: string, purpose: string, sorted: number[]): Promise<number[]> {
	const pile = [...sorted];
	const draw = numbersFrom(`${seed}:${purpose}`);
	for (let last = pile.length - 1; last > 0; last--) {
		const at = draw.next().value % (last + 1);
		[pile[last], pile[at]] = [pile[at] as number, pile[last] as number];
		if (last % STEPS_AT_ONCE === 0) await giveWay();
	}
	return pile;
}

function* numbersFrom(source: string): Generator<number, never> {
	for (let block = 0; ; block++) {
		const bytes = createHash("sha256").update(`${source}:${block}`).digest();
		for (let n = 0; n < NUMBERS_A_BLOCK; n++) yield bytes.readUIntBE(n * BYTES, BYTES);
	}
}
