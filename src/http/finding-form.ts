import { findFault } from "#domain/inspections/walks.ts";
import { requireRole } from "./guards.ts";
import { takeStreamed } from "./streamed-form.ts";

interface FindingForm {
	request: Request;
	locals: Pick<App.Locals, "viewer" | "now" | "forms">;
	walkId: string;
	place: string;
}

/** Takes a fault that an inspector found, whose photos are streamed. */
export async function takeFinding({ request, locals, walkId, place }: FindingForm): Promise<void> {
	const by = requireRole(locals.viewer, "inspector");
	await takeStreamed({ request, locals, personId: by.personId, isPhotoRequired: true }, (said, uploads) => {
		const finding = { cause: said("cause"), categoryCode: said("categoryCode"), words: said("words") };
		return findFault({ walkId, place, ...finding, uploads, by, at: locals.now });
	});
}
