import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Picture } from "#domain/photos/types.ts";
import { storedPath } from "#platform/storage.ts";

/** How a design tells of a picture. */
export interface Shown {
	file: string;
	alt: string;
}

/** The JPEG that is wide enough, otherwise the widest. Callers pass released pictures only; no other has a public address. */
export async function bytesOf({ sources }: Picture, width: number): Promise<Uint8Array | null> {
	const known = sources.filter(({ format }) => format === "jpeg");
	const fitting = known.find((source) => source.width >= width) ?? known.at(-1);
	if (!fitting) return null;
	try {
		return await readFile(storedPath("photos", path.basename(fitting.url)));
	} catch {
		return null;
	}
}

/** Pictures with their files, under names of their own; what was erased meanwhile is left out. */
export async function filesOf(pictures: Picture[], { width, alt }: { width: number; alt: string }) {
	const files: Record<string, Uint8Array> = {};
	const shown: Shown[] = [];
	for (const picture of pictures) {
		const bytes = await bytesOf(picture, width);
		if (!bytes) continue;
		const file = `${picture.photoId}.jpg`;
		files[file] = bytes;
		shown.push({ file, alt });
	}
	return { files, shown };
}
