import sharp, { type Sharp } from "sharp";
import { beforeAll, expect, test } from "vitest";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { likenessOf } from "#domain/photos/likeness.ts";
import { type Fingerprint, fingerprintOf } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";

type Home = Record<"before" | "after", Buffer>;
const homes: Home[] = [];
const prints: Record<"before" | "after", Fingerprint>[] = [];

beforeAll(async () => {
	for (const seed of ["li", "wang", "zhao"]) {
		const [before, after] = [await shot(seed, "before"), await shot(seed, "after")];
		homes.push({ before, after });
		prints.push({ before: await printOf(sharp(before)), after: await printOf(sharp(after)) });
	}
});

/** The same view of every yard, so that gates and roofs are where the others have theirs. */
function shot(seed: string, moment: "before" | "after"): Promise<Buffer> {
	const takenAt = new Date(moment === "before" ? "2026-06-03T09:00:00+08:00" : "2026-06-09T09:20:00+08:00");
	const svg = drawCourtyard(courtyardOf(seed), { moment, takenAt, category: "Q1-01", view: 0 });
	return sharp(Buffer.from(svg)).resize(960).jpeg({ quality: 85 }).toBuffer();
}

async function printOf(picture: Sharp): Promise<Fingerprint> {
	const pixels = await picture.jpeg().toBuffer();
	return fingerprintOf(async (longest): Promise<Grey> => {
		const small = sharp(pixels).greyscale().resize({ width: longest, height: longest, fit: "inside" }).raw();
		const { data, info } = await small.toBuffer({ resolveWithObject: true });
		return { width: info.width, height: info.height, data };
	});
}

const TRICKS: [string, string, (picture: Sharp) => Sharp][] = [
	["sent again", "same", (picture) => picture],
	["made small and coarse", "same", (picture) => picture.resize(480).jpeg({ quality: 40 })],
	["darkened", "same", (picture) => picture.modulate({ brightness: 0.7 })],
	["mirrored", "mirrored", (picture) => picture.flop()],
	["cut by a tenth", "cropped", (picture) => picture.extract({ left: 30, top: 50, width: 864, height: 648 })],
	["cut by a quarter", "cropped", (picture) => picture.extract({ left: 200, top: 40, width: 720, height: 540 })],
	["cut and mirrored", "mirrored", (picture) => picture.extract({ left: 80, top: 90, width: 800, height: 600 }).flop()],
];

test.each(TRICKS)("a courtyard %s is known as %s, whichever of the two came first", async (_trick, how, change) => {
	for (const [n, { after }] of homes.entries()) {
		const copy = await printOf(change(sharp(after)));
		const original = prints[n]?.after as Fingerprint;
		expect(likenessOf(copy, original)).toMatchObject({ how });
		expect(likenessOf(original, copy)).toMatchObject({ how });
	}
});

test("before and after of one yard from one spot are no copies, nor are two yards", () => {
	const all = prints.flatMap(({ before, after }) => [before, after]);
	for (const one of all) {
		for (const other of all) expect(likenessOf(one, other) === null).toBe(one !== other);
	}
});
