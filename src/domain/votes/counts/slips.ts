import { createHash } from "node:crypto";
import { setImmediate as giveWay } from "node:timers/promises";

const BYTES = 6;
const NUMBERS_A_BLOCK = 5;
const STEPS_AT_ONCE = 10_000;

/**
 * The votes as a shuffled pile of slips. It starts sorted, so its order depends on the seed alone: it does not keep who voted next to whom, and everybody can
 * shuffle it again. Fisher–Yates; its numbers are six bytes each of SHA-256 of "seed:slips:block".
 */
export async function shuffledSlips(seed: string, votes: Map<number, number>): Promise<number[]> {
	const slips = [...votes].sort(([a], [b]) => a - b).flatMap(([number, count]) => new Array<number>(count).fill(number));
	const draw = numbersFrom(seed);
	for (let last = slips.length - 1; last > 0; last--) {
		const at = draw.next().value % (last + 1);
		[slips[last], slips[at]] = [slips[at] as number, slips[last] as number];
		if (last % STEPS_AT_ONCE === 0) await giveWay();
	}
	return slips;
}

function* numbersFrom(seed: string): Generator<number, never> {
	for (let block = 0; ; block++) {
		const bytes = createHash("sha256").update(`${seed}:slips:${block}`).digest();
		for (let n = 0; n < NUMBERS_A_BLOCK; n++) yield bytes.readUIntBE(n * BYTES, BYTES);
	}
}
