import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { receiveUpload } from "#domain/photos/upload.ts";
import * as hostile from "#tests/hostile.ts";
import { filesUnder, photoStudio, servedBytes } from "#tests/photos.ts";
import { photoOf } from "#tests/pictures.ts";

const { takeIn } = photoStudio();
const heic = readFileSync(new URL("../../support/fixtures/courtyard.heic", import.meta.url));

async function expectNothingKept(): Promise<void> {
	expect(await db.select().from(photos)).toEqual([]);
	expect([...filesUnder("photos"), ...filesUnder("originals"), ...filesUnder("tmp")]).toEqual([]);
}

const REFUSED: [string, string, () => Promise<Buffer> | Buffer][] = [
	["a picture of 900 megapixels in 200 bytes", "photos.tooManyPixels", () => hostile.pngClaiming(30_000, 30_000)],
	["a JPEG that says it is enormous", "photos.tooManyPixels", () => hostile.jpegClaiming(60_000, 60_000)],
	["a JPEG larger than its pixels", "photos.broken", () => hostile.jpegClaiming(4000, 3000)],
	["a JPEG with 882 scans", "photos.tooHeavy", () => hostile.jpegWithScans(882)],
	["a moving picture", "photos.animated", () => hostile.animatedWebp()],
	["a PNG without its pixels", "photos.broken", () => hostile.pngClaiming(4000, 3000)],
	...hostile.NOT_PICTURES.map(([name, bytes]): [string, string, () => Buffer] => [name, "photos.notAPicture", () => Buffer.from(bytes)]),
];

test.each(REFUSED)("%s is refused with %s, and nothing is kept", async (_name, key, file) => {
	await expect(takeIn(await file())).rejects.toMatchObject({ refusal: "invalid", key, field: "photo" });
	await expectNothingKept();
});

test("a photo that broke off on the way is refused wherever it broke", async () => {
	const photo = await photoOf(51, { width: 640, height: 480 });
	for (const share of [0.001, 0.01, 0.1, 0.5, 0.9, 0.999]) {
		await expect(takeIn(photo.subarray(0, Math.ceil(photo.length * share)))).rejects.toMatchObject({ refusal: "invalid" });
	}
	await expectNothingKept();
});

test("an empty upload, one of 101 MB and one whose sender vanishes leave nothing behind", async () => {
	await expect(receiveUpload(Readable.from([]))).rejects.toMatchObject({ key: "photos.empty" });
	const megabyte = Buffer.alloc(1024 * 1024);
	await expect(receiveUpload(Readable.from(Array.from({ length: 101 }, () => megabyte)))).rejects.toMatchObject({ refusal: "too_large" });
	const vanishing = new Readable({ read: () => undefined });
	vanishing.push(megabyte);
	setImmediate(() => vanishing.destroy());
	await expect(receiveUpload(vanishing)).rejects.toMatchObject({ key: "photos.brokenOff" });
	await expectNothingKept();
});

const TALKATIVE: [string, () => Promise<Buffer> | Buffer][] = [
	["a JPEG with GPS in EXIF, XMP, ExtendedXMP, IPTC, a comment, a second EXIF and a film behind it", hostile.talkativeJpeg],
	["a PNG with EXIF, XMP and comments", hostile.talkativePng],
	["a WebP with EXIF and XMP", hostile.talkativeWebp],
	["an AVIF with EXIF", hostile.talkativeAvif],
	["a HEIC with camera, date and GPS", () => Buffer.concat([heic, Buffer.from("39.9042N-SECRET")])],
	[
		"a JPEG that is also a page and an archive",
		async () => Buffer.concat([await photoOf(52), Buffer.from("<script>39.9042N-SECRET</script>PK\x03\x04")]),
	],
];

test.each(TALKATIVE)("no byte that can be served of %s tells anything but pixels", async (_name, file) => {
	await takeIn(await file());
	const served = servedBytes();
	expect(served.length).toBeGreaterThan(10_000);
	for (const secret of [...hostile.SECRETS, "HUAWEI", "<script"]) expect(served).not.toContain(secret);
	expect(filesUnder("tmp")).toEqual([]);
});

test("the date that the camera wrote is read before it is stripped", async () => {
	await takeIn(heic);
	const [photo] = await db.select().from(photos);
	expect(photo).toMatchObject({ format: "heic", width: 1024, height: 768, takenAt: new Date("2026-10-18T09:30:00+08:00") });
});
