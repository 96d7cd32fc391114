import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { nearDuplicates } from "#domain/photos/duplicates.ts";
import { erasePhotos } from "#domain/photos/erase.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

async function takeIn(bytes: Buffer, home: "bao" | "chen" = "bao"): Promise<string> {
	const { householdId, personId } = cast.homes[home];
	return (await takeInPhoto({ upload: await uploadOf(bytes), householdId, personId, at: MORNING })).photoId;
}

const LABEL = Buffer.from(
	'<svg xmlns="http://www.w3.org/2000/svg" width="370" height="140"><rect width="370" height="140" fill="#fff"/></svg>',
);

/** What someone does to another's photo before sending it as their own. */
const TRICKS: [string, "same" | "mirrored" | "cropped", (photo: Sharp) => Sharp][] = [
	["recompressed and smaller", "same", (photo) => photo.resize(800).jpeg({ quality: 50 })],
	["brightened", "same", (photo) => photo.modulate({ brightness: 1.2 })],
	["mirrored", "mirrored", (photo) => photo.flop()],
	["cut by a tenth", "cropped", (photo) => photo.extract({ left: 90, top: 20, width: 1152, height: 864 })],
	["cut by a quarter", "cropped", (photo) => photo.extract({ left: 300, top: 100, width: 960, height: 720 })],
	["turned right", "same", (photo) => photo.rotate(90)],
	["turned upside down", "same", (photo) => photo.rotate(180)],
	["stamped in a corner", "same", (photo) => photo.composite([{ input: LABEL, left: 880, top: 780 }])],
	["put into a border", "cropped", (photo) => photo.extend({ top: 70, bottom: 70, left: 90, right: 90, background: "#fff" })],
	["mirrored and cut", "mirrored", (photo) => photo.extract({ left: 60, top: 90, width: 1060, height: 800 }).flop()],
];

test.each(TRICKS)("a photo of another household is known again when %s", async (_trick, how, change) => {
	const photo = await photoOf(11);
	const first = await takeIn(photo, "chen");
	const second = await takeIn(await change(sharp(photo)).jpeg().toBuffer());
	expect(await nearDuplicates(second)).toMatchObject([{ photoId: first, householdId: cast.homes.chen.householdId, how }]);
	expect(await nearDuplicates(first)).toMatchObject([{ photoId: second, how }]);
});

test("the uncut photo that comes after its cut copy is known too", async () => {
	const photo = await photoOf(12);
	const cut = await takeIn(await sharp(photo).extract({ left: 100, top: 100, width: 1000, height: 750 }).jpeg().toBuffer());
	expect(await nearDuplicates(await takeIn(photo, "chen"))).toMatchObject([{ photoId: cut, how: "cropped" }]);
});

test("different pictures do not resemble each other", async () => {
	for (const number of [13, 14, 15, 16, 17]) expect(await nearDuplicates(await takeIn(await photoOf(number)))).toEqual([]);
});

test("two copies sent at the same moment: one of them tells", async () => {
	const photo = await photoOf(18);
	const [one, other] = await Promise.all([takeIn(photo, "bao"), takeIn(photo, "chen")]);
	expect(await nearDuplicates(one as string)).toMatchObject([{ photoId: other, how: "same", distance: 0 }]);
});

test("an erased photo blocks nobody", async () => {
	const photo = await photoOf(19);
	const first = await takeIn(photo, "chen");
	const second = await takeIn(photo);
	await write((tx) => erasePhotos(tx, [first], { erasedBy: cast.staff.wang.personId, at: MORNING }));
	expect(await nearDuplicates(second)).toEqual([]);
	expect(await nearDuplicates(await takeIn(photo))).toMatchObject([{ photoId: second }]);
});

test("a picture without any corner is known by its bytes alone", async () => {
	const dull = await sharp({ create: { width: 1280, height: 960, channels: 3, background: "#8f9aa0" } })
		.png()
		.toBuffer();
	const first = await takeIn(dull, "chen");
	expect(await nearDuplicates(await takeIn(dull))).toMatchObject([{ photoId: first, how: "same" }]);
});
