import sharp, { type Sharp } from "sharp";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import type { CopyKind } from "#domain/photos/types.ts";
import { type Fingerprint, fingerprintOf } from "#platform/images/fingerprint.ts";
import type { Grey } from "#platform/images/raster.ts";
import { numbersFrom } from "./pictures.ts";

const WIDTH = 640;
const HEIGHT = 480;
/** To deflate grain takes longer than all the rest. */
const UNPRESSED = { compressionLevel: 0 };

/** A drawn yard with the grain of a photograph, from one of three spots, so that gates and roofs are where others have theirs. */
export async function courtyardPhoto(seed: number, moment: "before" | "after"): Promise<Buffer> {
	const takenAt = new Date(moment === "before" ? "2026-06-03T09:00:00+08:00" : "2026-06-09T09:20:00+08:00");
	const svg = drawCourtyard(courtyardOf(`yard ${seed}`), { moment, takenAt, category: "Q1-01", view: seed % 3 });
	const drawn = await sharp(Buffer.from(svg)).resize(WIDTH, HEIGHT, { fit: "fill" }).flatten().raw().toBuffer();
	const random = numbersFrom(seed * 2 + (moment === "before" ? 0 : 1));
	// Two together are near enough to a bell.
	for (let at = 0; at < drawn.length; at += 3) {
		const grain = (random() + random() - 1) * 16;
		for (let n = at; n < at + 3; n += 1) drawn[n] = Math.min(255, Math.max(0, (drawn[n] as number) + grain));
	}
	return sharp(drawn, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
		.jpeg({ quality: 88 })
		.toBuffer();
}

export async function printOf(file: Buffer): Promise<Fingerprint> {
	return fingerprintOf(async (longest): Promise<Grey> => {
		const small = sharp(file).greyscale().resize({ width: longest, height: longest, fit: "inside" }).raw();
		const { data, info } = await small.toBuffer({ resolveWithObject: true });
		return { width: info.width, height: info.height, data };
	});
}

export type Trick = [what: string, how: CopyKind, change: (photo: Sharp, seed: number) => Sharp | Promise<Sharp>];

const drawn = (shapes: string) =>
	Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${shapes}</svg>`);

/** A white label with a red line, in one of the four corners. */
function stamped(photo: Sharp, corner: number): Sharp {
	const [x, y] = [corner % 2 ? 433 : 13, corner % 4 > 1 ? 387 : 13];
	const label = `<rect x="${x}" y="${y}" width="193" height="77" fill="#fff"/><rect x="${x + 13}" y="${y + 13}" width="167" height="24" fill="#c00"/>`;
	return photo.composite([{ input: drawn(label) }]);
}

async function tilted(photo: Sharp, degrees: number, share: number): Promise<Sharp> {
	const whole = sharp(await photo.rotate(degrees).png(UNPRESSED).toBuffer());
	const { width, height } = await whole.metadata();
	const [w, h] = [Math.round(WIDTH * share), Math.round(HEIGHT * share)];
	return whole.extract({ left: (width - w) >> 1, top: (height - h) >> 1, width: w, height: h });
}

/** What happens to a photo on its way from one phone to another. */
export const PLAIN: Trick[] = [
	["sent again", "same", (photo) => photo],
	["recompressed", "same", (photo) => photo.jpeg({ quality: 40 })],
	["made small and coarse", "same", (photo) => photo.resize(400).jpeg({ quality: 50 })],
	["darkened", "same", (photo) => photo.modulate({ brightness: 0.7 })],
	["brightened", "same", (photo) => photo.modulate({ brightness: 1.2 })],
	["of more contrast", "same", (photo) => photo.linear(1.3, -30)],
	["without colours", "same", (photo) => photo.greyscale()],
	["mirrored", "mirrored", (photo) => photo.flop()],
	[
		"cut by a twentieth",
		"cropped",
		(photo, seed) => photo.extract({ left: seed % 2 ? 0 : 40, top: seed % 2 ? 30 : 0, width: 600, height: 450 }),
	],
];

/** What somebody does so that a photo is not known again. */
export const HARD: Trick[] = [
	["stamped in a corner", "same", stamped],
	["turned right", "same", (photo) => photo.rotate(90)],
	["turned left", "same", (photo) => photo.rotate(270)],
	["turned upside down", "same", (photo) => photo.rotate(180)],
	["mirrored upside down", "mirrored", (photo) => photo.flip()],
	["turned and stamped", "same", async (photo, seed) => sharp(await stamped(photo, seed).png(UNPRESSED).toBuffer()).rotate(90)],
	["tilted by two degrees and cut", "cropped", (photo) => tilted(photo, 2, 0.9)],
	["tilted by three degrees the other way and cut", "cropped", (photo) => tilted(photo, -3, 0.88)],
	["tilted on black", "cropped", (photo) => photo.rotate(2, { background: "#000" })],
	["in a white border", "cropped", (photo) => photo.extend({ top: 36, bottom: 36, left: 48, right: 48, background: "#fff" })],
	["in a thin black border", "cropped", (photo) => photo.extend({ top: 20, bottom: 20, left: 27, right: 27, background: "#000" })],
	["cut by a quarter", "cropped", (photo, seed) => photo.extract({ left: seed % 2 ? 160 : 0, top: 60, width: 480, height: 360 })],
	["cut and mirrored", "mirrored", (photo) => photo.extract({ left: 40, top: 27, width: 560, height: 420 }).flop()],
	["blurred", "same", (photo) => photo.blur(1.7)],
	["under a strip of words", "same", (photo) => photo.composite([{ input: drawn('<rect y="427" width="640" height="53" fill="#000"/>') }])],
	["as a picture of the screen", "cropped", (photo) => photo.resize(480).extend({ top: 333, bottom: 373, background: "#111" })],
];

export async function copyOf(file: Buffer, [, , change]: Trick, seed: number): Promise<Buffer> {
	const changed = await (await change(sharp(file), seed)).png(UNPRESSED).toBuffer();
	return sharp(changed).flatten().jpeg({ quality: 85 }).toBuffer();
}
