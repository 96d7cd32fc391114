import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { Refusal } from "#domain/errors.ts";
import type { Original } from "#domain/photos/originals.ts";
import { log } from "#platform/log.ts";

/** Sends a private original once and keeps it nowhere (the front adds no-store). Formats that browsers cannot show are sent for saving. */
export async function originalAnswer({ path: file, format }: Original, { isToSave }: { isToSave: boolean }): Promise<Response> {
	const bytes = await sizeOf(file);
	const placing = isToSave || format === "heic" ? "attachment" : "inline";
	return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
		headers: {
			"content-type": `image/${format}`,
			"content-length": String(bytes),
			"content-disposition": `${placing}; filename="original${path.extname(file)}"`,
			"content-security-policy": "sandbox; default-src 'none'",
			"x-content-type-options": "nosniff",
		},
	});
}

async function sizeOf(file: string): Promise<number> {
	try {
		return (await stat(file)).size;
	} catch (error) {
		log.error({ err: error, path: file }, "an original's file is missing");
		throw new Refusal("not_found", "photos.originalExpired");
	}
}
