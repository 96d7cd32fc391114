import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photoDerivatives, photos } from "#db/schema/photos.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { drawing, photoOf, uploadOf } from "#tests/pictures.ts";

let bao: { householdId: string; personId: string };

const { dataDir } = freshDatabase(async () => {
	const { homes } = await inviteCast();
	bao = { householdId: homes.bao.householdId, personId: homes.bao.personId };
});

async function takeIn(bytes: Buffer) {
	return takeInPhoto({ upload: await uploadOf(bytes), ...bao, at: MORNING });
}

function filesUnder(room: string): string[] {
	const folder = path.join(dataDir(), room);
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

test("a photo becomes three sizes in two formats, each whole on disk, and nothing is left in the temporary folder", async () => {
	const { photoId, width, height } = await takeIn(await photoOf(1, { width: 2000, height: 1500 }));
	expect([width, height]).toEqual([2000, 1500]);
	const rows = await db.select().from(photoDerivatives);
	expect(rows.map((row) => `${row.format} ${row.width}`).sort()).toEqual(
		["avif 1600", "avif 480", "avif 960", "jpeg 1600", "jpeg 480", "jpeg 960"].sort(),
	);
	for (const row of rows) {
		const served = await servedPhoto(row.name);
		const bytes = readFileSync(served?.path as string);
		expect(bytes.length).toBe(row.bytes);
		expect((await sharp(bytes).metadata()).width).toBe(row.width);
	}
	expect(filesUnder("photos")).toHaveLength(6);
	expect(filesUnder("originals")).toHaveLength(1);
	expect(filesUnder("tmp")).toEqual([]);
	const picture = (await picturesOf(db, [photoId])).get(photoId);
	expect(picture).toMatchObject({ width: 1600, height: 1200 });
});

test("a picture smaller than the sizes is never made larger and comes in its own size once", async () => {
	await takeIn(await photoOf(2, { width: 700, height: 500 }));
	const widths = (await db.select().from(photoDerivatives)).map((row) => row.width);
	expect([...new Set(widths)].sort()).toEqual([480, 700]);
});

test("a photo that the camera turned stands upright", async () => {
	const turned = await drawing(3, { width: 800, height: 600 }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
	expect(await takeIn(turned)).toMatchObject({ width: 600, height: 800 });
	const [row] = await db.select().from(photos);
	expect([row?.width, row?.height]).toEqual([600, 800]);
	for (const { width, height } of await db.select().from(photoDerivatives)) expect(height).toBeGreaterThan(width);
});

test("twenty photos at once all come in", async () => {
	const bytes = await photoOf(4, { width: 640, height: 480 });
	const taken = await Promise.all(Array.from({ length: 20 }, () => takeIn(bytes)));
	expect(new Set(taken.map(({ photoId }) => photoId)).size).toBe(20);
	expect(filesUnder("tmp")).toEqual([]);
});

test("a photo of a household that does not exist leaves neither row nor file", async () => {
	const upload = await uploadOf(await photoOf(5));
	await expect(takeInPhoto({ upload, householdId: "nobody", personId: bao.personId, at: MORNING })).rejects.toThrow();
	expect(await db.select().from(photos)).toEqual([]);
	expect([...filesUnder("photos"), ...filesUnder("originals"), ...filesUnder("tmp")]).toEqual([]);
});
