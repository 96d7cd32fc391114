import { Refusal } from "#domain/errors.ts";
import { discardUpload } from "#domain/photos/upload.ts";
import { type AddedPhoto, addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import type { Member, Side } from "#domain/submissions/types.ts";
import { AtOnce } from "./at-once.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { FILES_A_FORM, type ReceivedFile, type ReceivedForm, receiveForm } from "./multipart.ts";

export interface PhotoForm {
	request: Request;
	submissionId: string;
	side: Side;
	by: Member;
	at: Date;
}

export interface PhotoFormOutcome {
	fields: FormData;
	added: AddedPhoto[];
	refused: { fileName: string; refusal: Refusal }[];
	/** The problem of the form as a whole. */
	failure?: Refusal | undefined;
}

/** Keeps the words as soon as they came, then the photos one by one, so that a refused photo or a line that breaks affects nothing else. */
export async function receivePhotos(form: PhotoForm): Promise<PhotoFormOutcome> {
	let wordless: Refusal | undefined;
	const onField = async (name: string, value: string) => {
		if (name === "words") wordless = (await orRefusal(() => keepWords(form, value))) ?? undefined;
	};
	const leave = atOnce.begin(form.by.householdId);
	try {
		const received = await receiveForm(form.request, onField, () => (leave ? null : tooManyAtOnce()));
		const { fields, files } = received;
		try {
			return { fields, failure: wordless ?? failureOf(received), ...(await keepPhotos(form, files)) };
		} finally {
			for (const { outcome } of files) if (!(outcome instanceof Refusal)) await discardUpload(outcome);
		}
	} finally {
		leave?.();
	}
}

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

function tooManyAtOnce(): Refusal {
	return new Refusal("busy", "submissions.tooManyAtOnce", { retryAfterSeconds: 10 });
}

async function keepWords({ submissionId, by, at }: PhotoForm, words: string): Promise<void> {
	await describe({ submissionId, words, by, at });
}

function failureOf({ failure, hasTooManyFiles }: Pick<ReceivedForm, "failure" | "hasTooManyFiles">): Refusal | undefined {
	if (failure || !hasTooManyFiles) return failure;
	return new Refusal("invalid", "submissions.tooManyFiles", { params: { limit: FILES_A_FORM } });
}

async function keepPhotos(
	{ submissionId, side, by, at }: PhotoForm,
	files: ReceivedFile[],
): Promise<Pick<PhotoFormOutcome, "added" | "refused">> {
	const added: AddedPhoto[] = [];
	const refused: PhotoFormOutcome["refused"] = [];
	for (const { fileName, outcome } of files) {
		const photo = outcome instanceof Refusal ? outcome : await orRefusal(() => addPhoto({ submissionId, side, upload: outcome, by, at }));
		if (photo instanceof Refusal) refused.push({ fileName, refusal: photo });
		else added.push(photo);
	}
	return { added, refused };
}

async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
	try {
		return await work();
	} catch (failure) {
		if (failure instanceof Refusal) return failure;
		throw failure;
	}
}
