import { Refusal } from "#domain/errors.ts";
import { findFault } from "#domain/inspections/walks.ts";
import { discardUpload } from "#domain/photos/upload.ts";
import { AtOnce } from "./at-once.ts";
import { sentForm } from "./forms.ts";
import { requireRole } from "./guards.ts";
import { PHOTO_FORMS_AT_ONCE } from "./limits.ts";
import { receiveForm } from "./multipart.ts";

interface FindingForm {
	request: Request;
	locals: Pick<App.Locals, "viewer" | "now" | "forms">;
	walkId: string;
	place: string;
}

const atOnce = new AtOnce(PHOTO_FORMS_AT_ONCE);

/** Takes a fault that an inspector found, whose photos are streamed. Whatever is refused, what was typed stands in `forms.sent`. */
export async function takeFinding({ request, locals, walkId, place }: FindingForm): Promise<void> {
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
			const finding = { cause: said("cause"), categoryCode: said("categoryCode"), words: said("words") };
			await findFault({ walkId, place, ...finding, uploads, by, at: locals.now });
		} finally {
			for (const upload of uploads) await discardUpload(upload);
		}
	} finally {
		leave?.();
	}
}
