import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { Refusal } from "#domain/errors.ts";

const LIMITS = { files: 1, fileSize: 64 * 1024 * 1024, fields: 5, fieldSize: 1024, parts: 10, headerPairs: 32, headerSize: 8 * 1024 };

interface RosterUpload {
	fileName: string;
	buffer: Buffer;
	dryRun: boolean;
}

export function isUpload(request: Request): boolean {
	return request.method === "POST" && (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
}

/** Streams the import form: one file, and whether it is a dry run. */
export async function receiveRoster(request: Request): Promise<RosterUpload> {
	const fields = new Map<string, string>();
	const files: Promise<Omit<RosterUpload, "dryRun">>[] = [];
	try {
		const parser = new Busboy({ headers: { "content-type": request.headers.get("content-type") ?? "" }, limits: LIMITS });
		parser.on("field", (name, value) => fields.set(name, value));
		parser.on("file", (_name, stream, fileName) => {
			// A browser sends an empty file input as a file without a name.
			const file = receiveFile(stream, fileName ?? "");
			// It is awaited below; this only prevents an unhandled rejection before then.
			file.catch(() => undefined);
			files.push(file);
		});
		await pipeline(Readable.fromWeb(request.body as never), parser);
	} catch {
		throw new Refusal("invalid", "admin.import.brokenForm", { field: "file" });
	}
	const file = await files[0];
	if (!file?.fileName) throw new Refusal("invalid", "admin.import.noFile", { field: "file" });
	return { ...file, dryRun: fields.get("how") !== "now" };
}

async function receiveFile(stream: BusboyFileStream, fileName: string): Promise<Omit<RosterUpload, "dryRun">> {
	const bytes = await buffer(stream);
	if (stream.truncated) throw new Refusal("too_large", "households.reasons.tooLarge", { field: "file" });
	return { fileName: fileName.slice(0, 100), buffer: bytes };
}
