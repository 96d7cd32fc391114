import { Refusal } from "#domain/errors.ts";
import { discardUpload, receiveUpload, type Upload } from "#domain/photos/upload.ts";
import { BrokenForm, type Part, partsOf, textOf } from "./parts.ts";

export interface ReceivedFile {
	/** The name of its field. */
	name: string;
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
const FIELD_BYTES = 64 * 1024;

/**
 * Streams a form with files: each file goes to disk, never into memory. `onField` hears of each field as soon as it came, because the photos behind it may take
 * half an hour. What `mayKeep` refuses is passed over and told. The caller must use or discard every upload.
 */
export async function receiveForm(
	request: Request,
	onField: (name: string, value: string) => Promise<void>,
	mayKeep: () => Refusal | null,
): Promise<ReceivedForm> {
	const form: ReceivedForm = { fields: new FormData(), files: [], hasTooManyFiles: false };
	try {
		for await (const part of partsOf(request)) {
			if (part.fileName === undefined) await receiveField(form, part, onField);
			// A browser sends an empty file input as a file without a name.
			else if (part.fileName !== "")
				await receiveFile(form, { name: part.name, fileName: part.fileName, content: part.content, refusal: mayKeep() });
		}
	} catch (failure) {
		if (failure instanceof BrokenForm) form.failure = new Refusal("invalid", "submissions.brokenForm");
		else throw await withoutFiles(form, failure);
	}
	return form;
}

async function receiveField({ fields }: ReceivedForm, part: Part, onField: (name: string, value: string) => Promise<void>): Promise<void> {
	const value = await textOf(part.content, FIELD_BYTES);
	fields.append(part.name, value);
	await onField(part.name, value);
}

interface ComingFile {
	name: string;
	fileName: string;
	content: Part["content"];
	refusal: Refusal | null;
}

async function receiveFile(form: ReceivedForm, { name, fileName, content, refusal }: ComingFile): Promise<void> {
	form.hasTooManyFiles ||= form.files.length === FILES_A_FORM;
	if (form.hasTooManyFiles) return;
	try {
		form.files.push({ name, fileName, outcome: refusal ?? (await receiveUpload(content)) });
	} catch (failure) {
		if (!(failure instanceof Refusal)) throw failure;
		form.files.push({ name, fileName, outcome: failure });
	}
}

async function withoutFiles({ files }: ReceivedForm, failure: unknown): Promise<unknown> {
	for (const { outcome } of files) if (!(outcome instanceof Refusal)) await discardUpload(outcome);
	return failure;
}
