import { dateTakenIn, withDate } from "./photo-date.ts";

/** The widest that pages show; a phone's photo of 4 MB becomes about 300 KB. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;
const SMALL_ENOUGH = 400 * 1024;
const HEAD_BYTES = 256 * 1024;

/** A photo made smaller and upright for a slow line, with its date kept. If this phone cannot decode it (HEIC), it is sent unchanged. */
export async function shrunk(file: File): Promise<Blob> {
	if (file.size <= SMALL_ENOUGH && file.type === "image/jpeg") return file;
	try {
		const small = await redrawn(file);
		if (!small || small.size >= file.size) return file;
		const date = dateTakenIn(await file.slice(0, HEAD_BYTES).arrayBuffer());
		return date ? await withDate(small, date) : small;
	} catch {
		return file;
	}
}

async function redrawn(file: File): Promise<Blob | null> {
	// The default, but written out: a browser too old to rotate photos rejects the word, and then the original is sent.
	const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
	const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.round(picture.width * scale);
	canvas.height = Math.round(picture.height * scale);
	canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
