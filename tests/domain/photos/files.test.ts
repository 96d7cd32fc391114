import { rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { checkFiles, sweepStrays } from "#domain/photos/files.ts";
import { expireOriginals } from "#domain/photos/originals.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { storeFiles } from "#platform/storage.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { filesUnder, photoStudio } from "#tests/photos.ts";
import { photoOf } from "#tests/pictures.ts";

const { takeIn } = photoStudio();

function keepOriginalsFor(days: number): Promise<void> {
	return changeSetting({ key: "originalDays", value: String(days), by: null, at: MORNING });
}

async function newPhoto(): Promise<string> {
	return (await takeIn(await photoOf(81, { width: 400, height: 300 }))).photoId;
}

function aged(files: string[]): void {
	const longAgo = minutesAfter(MORNING, -60 * 24);
	for (const file of files) utimesSync(file, longAgo, longAgo);
}

test("whole files have no fault", async () => {
	await newPhoto();
	aged([...filesUnder("photos"), ...filesUnder("originals")]);
	expect(await checkFiles(MORNING)).toEqual({ files: 3, faults: [] });
});

test("a missing, a short, an altered and a stray file are each told by name", async () => {
	await newPhoto();
	const [missing, short] = filesUnder("photos") as [string, string];
	rmSync(missing);
	truncateSync(short, 100);
	writeFileSync(filesUnder("originals")[0] as string, "another");
	await storeFiles("photos", [{ content: Buffer.from("stray"), extension: "jpg" }]);
	aged(filesUnder("photos"));
	const { faults } = await checkFiles(MORNING);
	expect(faults.map(({ kind, room }) => `${room} ${kind}`).sort()).toEqual([
		"originals altered",
		"photos missing",
		"photos short",
		"photos stray",
	]);
});

test("the sweep takes what no row names and leaves the rest, and a second sweep finds nothing", async () => {
	await newPhoto();
	const kept = [...filesUnder("photos"), ...filesUnder("originals")];
	await storeFiles("photos", [{ content: Buffer.from("stray"), extension: "jpg" }]);
	await storeFiles("originals", [{ content: Buffer.from("stray"), extension: "jpg" }]);
	aged([...filesUnder("photos"), ...filesUnder("originals")]);
	expect(await sweepStrays(sweepAt(MORNING))).toBe(2);
	expect(await sweepStrays(sweepAt(MORNING))).toBe(0);
	expect([...filesUnder("photos"), ...filesUnder("originals")]).toEqual(kept);
});

test("an original goes when its days are over, and not before", async () => {
	await keepOriginalsFor(2);
	await newPhoto();
	expect(await expireOriginals(sweepAt(minutesAfter(MORNING, 60 * 47)))).toBe(0);
	expect(await expireOriginals(sweepAt(minutesAfter(MORNING, 60 * 48)))).toBe(1);
	expect(await expireOriginals(sweepAt(minutesAfter(MORNING, 60 * 48)))).toBe(0);
	expect(filesUnder("originals")).toEqual([]);
});

test("with no days at all the original is never kept", async () => {
	await keepOriginalsFor(0);
	await newPhoto();
	expect(filesUnder("originals")).toEqual([]);
	expect((await db.select().from(photos))[0]?.originalName).toBeNull();
});
