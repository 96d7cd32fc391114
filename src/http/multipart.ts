import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { Refusal } from "#domain/errors.ts";
import { receiveUpload, type Upload } from "#domain/photos/upload.ts";

export interface ReceivedFile {
	/** The name on the phone; only shown back to its sender. */
	fileName: string;
	/** The uploaded file, or why it was refused. */
	outcome: Upload | Refusal;
}

export interface ReceivedForm {
	fields: FormData;
	files: ReceivedFile[];
	/** More files came than a form may have; the others were dropped. */
	hasTooManyFiles: boolean;
	/** The body broke off or was no form; what came before is kept. */
	failure?: Refusal;
}

/** Two sides with three photos each. */
export const FILES_A_FORM = 6;
const LIMITS = {
	files: FILES_A_FORM,
	fields: 20,
	parts: 40,
	fieldSize: 64 * 1024,
	fieldNameSize: 100,
	headerPairs: 32,
	headerSize: 8 * 1024,
};

/** Streams a form with files: each file goes to disk, never into memory. The caller must use or discard every upload. */
export async function receiveForm(request: Request): Promise<ReceivedForm> {
	const form: ReceivedForm = { fields: new FormData(), files: [], hasTooManyFiles: false };
	const open = new Set<PassThrough>();
	const arriving: Promise<ReceivedFile>[] = [];
	try {
		const parser = parserFor(request);
		parser.on("field", (name, value) => form.fields.append(name, value));
		parser.on("file", (_name, stream, fileName) => {
			// A browser sends an empty file input as a file without a name.
			if (fileName) arriving.push(receiveFile(fileName, heldIn(open, stream)));
			else stream.resume();
		});
		parser.on("filesLimit", () => {
			form.hasTooManyFiles = true;
		});
		await pipeline(Readable.fromWeb(request.body as never), parser);
	} catch {
		form.failure = new Refusal("invalid", "submissions.brokenForm");
		for (const stream of open) stream.destroy();
	}
	form.files = await Promise.all(arriving);
	return form;
}

function parserFor(request: Request): BusboyInstance {
	const type = request.headers.get("content-type") ?? "";
	return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
}

async function receiveFile(fileName: string, stream: Readable): Promise<ReceivedFile> {
	try {
		return { fileName, outcome: await receiveUpload(stream) };
	} catch (failure) {
		if (failure instanceof Refusal) return { fileName, outcome: failure };
		throw failure;
	}
}

// The parser waits until every part is read to its end, so a refused part must be drained and not destroyed.
function heldIn(open: Set<PassThrough>, part: Readable): PassThrough {
	const stream = new PassThrough();
	open.add(stream);
	part.on("error", () => stream.destroy());
	stream.once("close", () => {
		open.delete(stream);
		part.unpipe(stream);
		part.resume();
	});
	part.pipe(stream);
	return stream;
}
