import { Refusal } from "#domain/errors.ts";
import { tidyLine } from "#domain/text.ts";
import { BrokenForm, type Content, partsOf, textOf } from "./parts.ts";

const MOST_BYTES = 64 * 1024 * 1024;
const FIELD_BYTES = 1024;

interface RosterUpload {
	fileName: string;
	buffer: Buffer;
}

export function isUpload(request: Request): boolean {
	return request.method === "POST" && (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
}

/** Reads the import form: one file. */
export async function receiveRoster(request: Request): Promise<RosterUpload> {
	let file: RosterUpload | undefined;
	try {
		for await (const { fileName, content } of partsOf(request)) {
			if (fileName === undefined) await textOf(content, FIELD_BYTES);
			else if (fileName !== "") file ??= { fileName: [...tidyLine(fileName)].slice(0, 100).join(""), buffer: await bytesOf(content) };
		}
	} catch (failure) {
		throw failure instanceof BrokenForm ? new Refusal("invalid", "admin.import.brokenForm", { field: "file" }) : failure;
	}
	if (!file) throw new Refusal("invalid", "admin.import.noFile", { field: "file" });
	return file;
}

async function bytesOf(content: Content): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of content) {
		bytes += piece.length;
		if (bytes > MOST_BYTES) throw new Refusal("too_large", "households.reasons.tooLarge", { field: "file" });
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}
