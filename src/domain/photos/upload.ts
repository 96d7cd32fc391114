import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { Refusal } from "#domain/errors.ts";
import { MAX_BYTES } from "#platform/images/limits.ts";
import { isDiskFull, temporaryPath } from "#platform/storage.ts";
import { openDarkroom } from "./darkroom.ts";
import { refusalFor } from "./refusal.ts";

/** An uploaded file in `tmp/`. Whoever holds it must pass it to takeInPhoto or discardUpload. */
export interface Upload {
	path: string;
	sha256: string;
	bytes: number;
}

/** If the upload is empty, too long or broken off, no file stays. */
export async function receiveUpload(content: AsyncIterable<Buffer>): Promise<Upload> {
	openDarkroom();
	const path = await temporaryPath();
	try {
		const upload = { path, ...(await written(content, path)) };
		if (upload.bytes === 0) throw refusalFor("empty");
		return upload;
	} catch (failure) {
		await rm(path, { force: true });
		throw failure instanceof Refusal ? failure : brokenOff(failure);
	}
}

async function written(content: AsyncIterable<Buffer>, path: string): Promise<Pick<Upload, "sha256" | "bytes">> {
	const digest = createHash("sha256");
	let bytes = 0;
	const file = await open(path, "wx");
	try {
		for await (const chunk of content) {
			bytes += chunk.length;
			if (bytes > MAX_BYTES) throw refusalFor("too_large");
			digest.update(chunk);
			await file.writeFile(chunk);
		}
	} finally {
		await file.close();
	}
	return { sha256: digest.digest("hex"), bytes };
}

export async function discardUpload(upload: Upload): Promise<void> {
	await rm(upload.path, { force: true });
}

const BROKEN_OFF = new Set(["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "EPIPE", "ABORT_ERR"]);

/** A connection that ends early is normal on a village's network, so it is a refusal and no bug. */
function brokenOff(failure: unknown): unknown {
	if (isDiskFull(failure)) return new Refusal("full", "common.diskFull", { retryAfterSeconds: 60, field: "photo" });
	const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
	return BROKEN_OFF.has(code) ? new Refusal("invalid", "photos.brokenOff", { field: "photo" }) : failure;
}
