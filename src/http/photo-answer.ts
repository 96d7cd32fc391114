import { Refusal } from "#domain/errors.ts";
import type { AddedPhoto } from "#domain/submissions/add-photo.ts";
import type { Messages } from "#i18n/messages.ts";
import type { PhotoFormOutcome } from "./photo-form.ts";
import { type Problem, problemOf } from "./problems.ts";

/** What became of each photo, in words: for the page, and as JSON for the phone. */
export interface PhotoAnswer {
	status: number;
	retryAfterSeconds?: number | undefined;
	added: AddedPhoto[];
	refused: { fileName: string; message: string }[];
	/** Of a draft that began with this photo. */
	submissionId?: string | undefined;
	/** The problem of the form as a whole. */
	problem?: Problem | undefined;
}

/** `isEmptyHanded`: the side has no photo yet, so a form that brings none and takes none away is refused. */
export function photoAnswer(
	{ fields, added, refused, failure }: PhotoFormOutcome,
	m: Messages,
	{ isEmptyHanded }: { isEmptyHanded: boolean },
): PhotoAnswer {
	const nothingCame = isEmptyHanded && !fields.has("remove") && added.length === 0 && refused.length === 0;
	const whole = failure ?? (nothingCame ? new Refusal("invalid", "submissions.noPhotoChosen") : undefined);
	const worst = [...refused.map(({ refusal }) => refusal), ...(whole ? [whole] : [])].sort((a, b) => rankOf(b) - rankOf(a))[0];
	return {
		status: worst?.status ?? 200,
		retryAfterSeconds: worst?.retryAfterSeconds,
		added,
		refused: refused.map(({ fileName, refusal }) => ({ fileName, message: problemOf(refusal, m).message })),
		problem: whole && problemOf(whole, m),
	};
}

/** Of several refusals the answer carries the one that says best what to do: come again, or choose another photo. */
function rankOf({ status, refusal }: Refusal): number {
	return refusal === "too_large" ? 500 : status;
}

/** For the phone that sends photo by photo. */
export function photoJson({ status, retryAfterSeconds, added, refused, problem, submissionId }: PhotoAnswer): Response {
	const headers = new Headers({ "Cache-Control": "no-store" });
	if (retryAfterSeconds) headers.set("Retry-After", String(retryAfterSeconds));
	const message = problem?.message ?? refused[0]?.message;
	return Response.json({ added, message, retryAfterSeconds, submissionId }, { status, headers });
}
