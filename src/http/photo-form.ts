import { Refusal } from "#domain/errors.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { type AddedPhoto, addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import type { NewDraft } from "#domain/submissions/start-draft.ts";
import type { Member, Side } from "#domain/submissions/types.ts";
import { isDiskFull } from "#platform/storage.ts";
import { AtOnce } from "./at-once.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { FILES_A_FORM, type ReceivedFile, type ReceivedForm, receiveForm } from "./multipart.ts";
import { FULL_SECONDS } from "./problems.ts";

export interface PhotoForm {
	request: Request;
	/** Of a pair that begins with its first photo, the form; it has no words and no photo to take away. */
	submissionId: string | NewDraft;
	/** Of a file whose field is named after no side. */
	side: Side;
	/** The photo of a side that a new one takes the place of. */
	instead?: Partial<Record<Side, string | undefined>>;
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

/** Keeps the words and takes the photo away whose button was pressed as soon as they came, then keeps the photos one by one, so that a refused photo or a line that breaks affects nothing else. */
export async function receivePhotos(form: PhotoForm): Promise<PhotoFormOutcome> {
	let unkept: Refusal | undefined;
	const onField = async (name: string, value: string) => {
		const { submissionId, by, at } = form;
		if (typeof submissionId !== "string") return;
		if (name === "words") unkept = (await orRefusal(() => describe({ submissionId, words: value, by, at }))) ?? unkept;
		if (name === "remove") unkept = (await orRefusal(() => removePhoto({ submissionId, photoId: value, by, at }))) ?? unkept;
	};
	const leave = atOnce.begin(form.by.householdId);
	try {
		const received = await receiveForm(form.request, onField, () => (leave ? null : tooManyAtOnce()));
		const { fields, files } = received;
		try {
			return { fields, failure: unkept ?? failureOf(received), ...(await keepPhotos(form, files)) };
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

function failureOf({ failure, hasTooManyFiles }: Pick<ReceivedForm, "failure" | "hasTooManyFiles">): Refusal | undefined {
	if (failure || !hasTooManyFiles) return failure;
	return new Refusal("invalid", "submissions.tooManyFiles", { params: { limit: FILES_A_FORM } });
}

async function keepPhotos(form: PhotoForm, files: ReceivedFile[]): Promise<Pick<PhotoFormOutcome, "added" | "refused">> {
	const added: AddedPhoto[] = [];
	const refused: PhotoFormOutcome["refused"] = [];
	for (const { name, fileName, outcome } of files) {
		const photo = outcome instanceof Refusal ? outcome : await orRefusal(() => keepPhoto(form, name, outcome));
		if (photo instanceof Refusal) refused.push({ fileName, refusal: photo });
		else added.push(photo);
	}
	return { added, refused };
}

function noRoom(): Refusal {
	return new Refusal("full", "common.diskFull", { retryAfterSeconds: FULL_SECONDS });
}

async function keepPhoto(form: PhotoForm, name: string, upload: Upload): Promise<AddedPhoto> {
	const { submissionId, by, at } = form;
	const side = isSide(name) ? name : form.side;
	const instead = form.instead?.[side];
	const photo = await addPhoto({ submissionId, side, upload, by, at });
	// Only now: until the new photo is there, the old one is all there is.
	if (instead && instead !== photo.photoId && typeof submissionId === "string")
		await removePhoto({ submissionId, photoId: instead, by, at });
	return photo;
}

function isSide(name: string): name is Side {
	return name === "before" || name === "after";
}

async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
	try {
		return await work();
	} catch (failure) {
		if (failure instanceof Refusal) return failure;
		if (isDiskFull(failure)) return noRoom();
		throw failure;
	}
}
