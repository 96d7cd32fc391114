import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { AtOnce } from "./at-once.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { receiveForm } from "./multipart.ts";

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

interface PlaceForm {
	request: Request;
	/** A member of staff, as the page has checked. */
	by: Viewer;
	/** Takes in one picture and deletes its upload; `name` is that of its field. */
	keep: (upload: Upload, on: { name: string; fields: FormData }) => Promise<unknown>;
}

/** Takes the pictures of a place one by one, so that a refused one affects no other. */
export async function receivePlacePhotos({ request, by, keep }: PlaceForm) {
	const leave = atOnce.begin(by.personId);
	try {
		const { fields, files, failure } = await receiveForm(
			request,
			async () => undefined,
			() => (leave ? null : new Refusal("busy", "submissions.tooManyAtOnce", { retryAfterSeconds: 10 })),
		);
		try {
			const refused: { fileName: string; refusal: Refusal }[] = [];
			for (const { name, fileName, outcome } of files) {
				const refusal = outcome instanceof Refusal ? outcome : await keep(outcome, { name, fields }).then(ofNone, orRefusal);
				if (refusal) refused.push({ fileName, refusal });
			}
			return { fields, refused, failure, count: files.length };
		} finally {
			for (const { outcome } of files) if (!(outcome instanceof Refusal)) await discardUpload(outcome);
		}
	} finally {
		leave?.();
	}
}

const ofNone = () => null;

function orRefusal(failure: unknown): Refusal {
	if (failure instanceof Refusal) return failure;
	throw failure;
}
