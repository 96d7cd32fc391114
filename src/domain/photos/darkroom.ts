import { sha256 } from "#platform/hash.ts";
import { type PicturePool, picturePool } from "#platform/images/pool.ts";
import type { PreparedPicture } from "#platform/images/prepare.ts";
import { removeFiles, storeFiles } from "#platform/storage.ts";
import { tellable } from "./refusal.ts";
import type { Rectangle } from "./types.ts";

const pool: PicturePool = picturePool();

export function closeDarkroom(): Promise<void> {
	return pool.close();
}

/** A photo is coming: by the time it is here, somebody will be ready for it. */
export function openDarkroom(): void {
	pool.wake();
}

export async function develop(path: string, rectangles: Rectangle[] = []): Promise<PreparedPicture> {
	try {
		return await pool.prepare({ path, rectangles });
	} catch (failure) {
		throw tellable(failure);
	}
}

export interface Print {
	name: string;
	format: "avif" | "jpeg";
	width: number;
	height: number;
	bytes: number;
	sha256: string;
}

/** Writes the derivatives to disk, then lets `keep` write the rows. If `keep` fails, the files are removed. */
export async function withPrints<T>({ derivatives }: PreparedPicture, keep: (prints: Print[]) => Promise<T>): Promise<T> {
	const files = derivatives.map(({ bytes, format }) => ({ content: bytes, extension: format === "avif" ? "avif" : "jpg" }));
	const names = await storeFiles("photos", files);
	const prints = derivatives.map(({ bytes, format, width, height }, n) => {
		return { name: names[n] as string, format, width, height, bytes: bytes.length, sha256: sha256(bytes) };
	});
	try {
		return await keep(prints);
	} catch (failure) {
		await removeFiles("photos", names);
		throw failure;
	}
}
