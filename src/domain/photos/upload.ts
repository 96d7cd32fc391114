import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "#domain/errors.ts";
import { MAX_BYTES } from "#platform/images/limits.ts";
import { temporaryPath } from "#platform/storage.ts";
import { refusalFor } from "./refusal.ts";

/** An uploaded file in `tmp/`. Whoever holds it must pass it to takeInPhoto or discardUpload. */
export interface Upload {
	path: string;
	sha256: string;
	bytes: number;
}

/** Streams an upload into a file. If it is empty, too long or broken off, no file stays. */
export async function receiveUpload(stream: Readable): Promise<Upload> {
	const path = await temporaryPath();
	const digest = createHash("sha256");
	let bytes = 0;
	const meter = new Transform({
		transform(chunk: Buffer, _encoding, pass) {
			bytes += chunk.length;
			digest.update(chunk);
			pass(bytes > MAX_BYTES ? refusalFor("too_large") : null, chunk);
		},
	});
	try {
		await pipeline(stream, meter, createWriteStream(path, { flags: "wx" }));
		if (bytes === 0) throw refusalFor("empty");
		return { path, sha256: digest.digest("hex"), bytes };
	} catch (failure) {
		await rm(path, { force: true });
		throw failure instanceof Refusal ? failure : brokenOff(failure);
	}
}

export async function discardUpload(upload: Upload): Promise<void> {
	await rm(upload.path, { force: true });
}

const BROKEN_OFF = new Set(["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "EPIPE", "ABORT_ERR"]);

/** A connection that ends early is normal on a village's network, so it is a refusal and no bug. */
function brokenOff(failure: unknown): unknown {
	const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
	return BROKEN_OFF.has(code) ? new Refusal("invalid", "photos.brokenOff", { field: "photo" }) : failure;
}
