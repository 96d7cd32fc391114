import { Refusal } from "#domain/errors.ts";
import { answerLookback } from "#domain/lookbacks/answer-lookback.ts";
import { discardUpload } from "#domain/photos/upload.ts";
import { AtOnce } from "./at-once.ts";
import { sentForm } from "./forms.ts";
import { requireRole } from "./guards.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { receiveForm } from "./multipart.ts";

interface LookbackForm {
	request: Request;
	locals: Pick<App.Locals, "viewer" | "now" | "forms">;
	lookbackId: string;
}

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

/** Takes what an inspector found, whose picture is streamed. Whatever is refused, what was typed stands in `forms.sent`. */
export async function takeLookback({ request, locals, lookbackId }: LookbackForm): Promise<void> {
	const by = requireRole(locals.viewer, "inspector");
	const leave = atOnce.begin(by.personId);
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
			const problem = failure ?? (leave ? undefined : busy) ?? (uploads.length === 0 ? refused[0] : undefined);
			if (problem) throw problem;
			const said = (name: string) => String(fields.get(name) ?? "");
			const typed = { answer: said("answer"), cause: said("cause"), note: said("note") };
			await answerLookback({ lookbackId, ...typed, upload: uploads[0] ?? null, by, at: locals.now });
		} finally {
			for (const upload of uploads) await discardUpload(upload);
		}
	} finally {
		leave?.();
	}
}
