import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { discardUpload } from "#domain/photos/upload.ts";
import { addAfterPhoto } from "#domain/spots/work.ts";
import { AtOnce } from "./at-once.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { receiveForm } from "./multipart.ts";

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

interface AfterForm {
	request: Request;
	spotId: string;
	/** Whoever acts for the unit, as the page has checked. */
	by: Viewer;
	at: Date;
}

/** Takes the pictures of how it looks now one by one, so that a refused one affects no other. */
export async function receiveAfterPhotos({ request, ...on }: AfterForm) {
	const leave = atOnce.begin(on.by.personId);
	try {
		const received = await receiveForm(
			request,
			async () => undefined,
			() => (leave ? null : new Refusal("busy", "submissions.tooManyAtOnce", { retryAfterSeconds: 10 })),
		);
		try {
			const refused: { fileName: string; refusal: Refusal }[] = [];
			for (const { fileName, outcome } of received.files) {
				const failure = outcome instanceof Refusal ? outcome : await addAfterPhoto({ ...on, upload: outcome }).then(ofNone, orRefusal);
				if (failure) refused.push({ fileName, refusal: failure });
			}
			return { fields: received.fields, refused, failure: received.failure };
		} finally {
			for (const { outcome } of received.files) if (!(outcome instanceof Refusal)) await discardUpload(outcome);
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
