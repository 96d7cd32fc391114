import { linkSync, mkdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { SeededRandom } from "#demo/random.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { closeDarkroom, develop } from "#domain/photos/darkroom.ts";
import { sha256 } from "#platform/hash.ts";
import { storedPath, temporaryPath } from "#platform/storage.ts";
import { uploadOf } from "#tests/pictures.ts";
import { type Row, seededCode } from "./rows.ts";

const YARDS = 8;
const CAMERA = { gps: { lat: 30.1, lon: 110.6 }, make: "HUAWEI", model: "Mate 60" };

export interface Drawn {
	/** What a photo's row says of its picture. */
	facts: Row;
	files: { kept: string; format: string; width: number; height: number; bytes: number; sha256: string }[];
}

export interface Yard {
	category: string;
	before: Drawn;
	after: Drawn;
}

/** A few courtyards, drawn and encoded as the intake does; all pairs of the county show one of them. */
export async function drawnYards(at: Date): Promise<Yard[]> {
	const categories = ["Q3-01", "Q3-03", "Z1-02"];
	const yards: Yard[] = [];
	for (let n = 0; n < YARDS; n++) {
		const category = categories[n % categories.length] as string;
		yards.push({ category, before: await drawn(n, "before", category, at), after: await drawn(n, "after", category, at) });
	}
	await closeDarkroom();
	return yards;
}

async function drawn(n: number, moment: "before" | "after", category: string, at: Date): Promise<Drawn> {
	const drawing = drawCourtyard(courtyardOf(`county-${n}`), { moment, category, takenAt: at, view: 0 });
	const upload = await uploadOf(await photograph(drawing, { ...CAMERA, takenAt: at }));
	const { format, width, height, thumbhash, averageColour, brightness, sharpness, derivatives } = await develop(upload.path);
	const files = derivatives.map(async ({ bytes, ...file }) => {
		const kept = await temporaryPath();
		await writeFile(kept, bytes);
		return { ...file, kept, bytes: bytes.length, sha256: sha256(bytes) };
	});
	return {
		facts: { format, width, height, thumbhash, average_colour: averageColour, brightness, sharpness },
		files: await Promise.all(files),
	};
}

/** The rows of one photo's files: each file has a name of its own, and its bytes lie on the disk once. */
export function fileRows(random: SeededRandom, photoId: string, { files }: Drawn): Row[] {
	const shelf = seededCode(random, 2);
	return files.map(({ kept, ...file }) => {
		const name = `${shelf}${seededCode(random, 26)}.${file.format === "avif" ? "avif" : "jpg"}`;
		const target = storedPath("photos", name);
		mkdirSync(path.dirname(target), { recursive: true });
		linkSync(kept, target);
		return { name, photo_id: photoId, revision: 0, ...file };
	});
}

export async function forgetYards(yards: Yard[]): Promise<void> {
	for (const { before, after } of yards) for (const { kept } of [...before.files, ...after.files]) await rm(kept);
}
