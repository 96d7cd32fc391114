import { Refusal } from "#domain/errors.ts";
import { tidyLine } from "#domain/text.ts";
import { BrokenForm, type Content, partsOf, textOf } from "./parts.ts";

const MOST_BYTES = 64 * 1024 * 1024;
const FIELD_BYTES = 1024;

interface RosterUpload {
	fileName: string;
	buffer: Buffer;
	dryRun: boolean;
}

export function isUpload(request: Request): boolean {
	return request.method === "POST" && (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
}

/** Reads the import form: one file, and whether it is a dry run. */
export async function receiveRoster(request: Request): Promise<RosterUpload> {
	const fields = new Map<string, string>();
	let file: Omit<RosterUpload, "dryRun"> | undefined;
	try {
		for await (const { name, fileName, content } of partsOf(request)) {
			if (fileName === undefined) fields.set(name, await textOf(content, FIELD_BYTES));
			else if (fileName !== "") file ??= { fileName: [...tidyLine(fileName)].slice(0, 100).join(""), buffer: await bytesOf(content) };
		}
	} catch (failure) {
		throw failure instanceof BrokenForm ? new Refusal("invalid", "admin.import.brokenForm", { field: "file" }) : failure;
	}
	if (!file) throw new Refusal("invalid", "admin.import.noFile", { field: "file" });
	return { ...file, dryRun: fields.get("how") !== "now" };
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
