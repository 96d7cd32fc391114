import { beforeAll, expect, test } from "vitest";
import { likenessOf } from "#domain/photos/likeness.ts";
import type { Fingerprint } from "#platform/images/fingerprint.ts";
import { copyOf, courtyardPhoto, HARD, PLAIN, printOf, type Trick } from "#tests/copies.ts";
import { drilled } from "#tests/drills.ts";

interface Yard {
	photos: Buffer[];
	prints: Fingerprint[];
}

const YARDS = drilled(40);
const yards: Yard[] = [];

beforeAll(async () => {
	for (let seed = 0; seed < YARDS; seed += 1) {
		const photos = [await courtyardPhoto(seed, "before"), await courtyardPhoto(seed, "after")];
		yards.push({ photos, prints: [await printOf(photos[0] as Buffer), await printOf(photos[1] as Buffer)] });
	}
});

/** How a copy of each yard's photo is known, once as the later of the two and once as the earlier. */
async function knownAs(trick: Trick): Promise<[string | undefined, string | undefined][]> {
	const answers: [string | undefined, string | undefined][] = [];
	for (const [seed, { photos, prints }] of yards.entries()) {
		const [photo, original] = [photos[seed % 2] as Buffer, prints[seed % 2] as Fingerprint];
		const copy = await printOf(await copyOf(photo, trick, seed));
		answers.push([likenessOf(copy, original)?.how, likenessOf(original, copy)?.how]);
	}
	return answers;
}

const share = (answers: unknown[][]) => answers.flat().filter((answer) => answer !== undefined).length / answers.flat().length;

test.each(PLAIN)(`a photo that is %s is known as %s, whichever of the two came first (${YARDS} yards)`, async (...trick) => {
	const [, how] = trick;
	expect(await knownAs(trick)).toEqual(yards.map(() => [how, how]));
});

const onPurpose: [string | undefined, string | undefined][] = [];

test.each(HARD)(`a photo that is %s is known, or not, whichever of the two came first (${YARDS} yards)`, async (...trick) => {
	const answers = await knownAs(trick);
	onPurpose.push(...answers);
	const byOrder = answers.filter(([later, earlier]) => (later === undefined) !== (earlier === undefined));
	expect(byOrder.length).toBeLessThanOrEqual(YARDS / 10);
});

test(`of all photos that somebody changed on purpose at least four of five are known (${YARDS} yards)`, () => {
	expect(onPurpose).toHaveLength(HARD.length * YARDS);
	expect(share(onPurpose)).toBeGreaterThan(0.8);
});

test(`before and after of one yard from one spot are no copies, nor are two yards (${YARDS * 2} photos)`, () => {
	const all = yards.flatMap(({ prints }) => prints);
	let pairs = 0;
	for (const one of all) {
		for (const other of all) {
			if (one === other) continue;
			pairs += 1;
			expect(likenessOf(one, other)).toBeNull();
		}
	}
	expect(pairs).toBe(all.length * (all.length - 1));
});
