import { Refusal } from "#domain/errors.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { AtOnce } from "./at-once.ts";
import { sentForm } from "./forms.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { receiveForm } from "./multipart.ts";

interface StreamedForm {
	request: Request;
	locals: Pick<App.Locals, "forms">;
	personId: string;
	/** A form that asks for no photo is not refused for one that failed to come. */
	isPhotoRequired: boolean;
}

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

/** A form with photos of somebody who is out in the field. Whatever is refused, what was typed stands in `forms.sent`; uploads are deleted at the end. */
export async function takeStreamed(
	{ request, locals, personId, isPhotoRequired }: StreamedForm,
	act: (said: (name: string) => string, uploads: Upload[]) => Promise<unknown>,
): Promise<void> {
	const leave = atOnce.begin(personId);
	try {
		const busy = new Refusal("busy", "report.tooManyAtOnce", { retryAfterSeconds: 10 });
		const { fields, files, failure } = await receiveForm(
			request,
			async () => undefined,
			() => (leave ? null : busy),
		);
		locals.forms.sent ??= sentForm(fields);
		const uploads = files.flatMap(({ outcome }) => (outcome instanceof Refusal ? [] : [outcome]));
		try {
			const refused = files.flatMap(({ outcome }) => (outcome instanceof Refusal ? [outcome] : []));
			const isMissing = uploads.length === 0 && (isPhotoRequired || files.length > 0);
			const problem = failure ?? (leave ? undefined : busy) ?? (isMissing ? refused[0] : undefined);
			if (problem) throw problem;
			await act((name) => String(fields.get(name) ?? ""), uploads);
		} finally {
			for (const upload of uploads) await discardUpload(upload);
		}
	} finally {
		leave?.();
	}
}
