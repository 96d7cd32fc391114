import { yardToScore } from "#domain/ratings/looks.ts";
import { markYard } from "#domain/ratings/mark.ts";
import { requireSignedIn } from "./guards.ts";
import { takeStreamed } from "./streamed-form.ts";

interface RatingForm {
	request: Request;
	locals: Pick<App.Locals, "viewer" | "now" | "forms">;
	lookId: string;
}

/** Takes what a scorer gave for one yard; a photo may come with it. */
export async function takeRating({ request, locals, lookId }: RatingForm): Promise<void> {
	const by = requireSignedIn(locals.viewer);
	await takeStreamed({ request, locals, personId: by.personId, isPhotoRequired: false }, async (said, [upload]) => {
		const { sheet } = await yardToScore(by, lookId);
		const given = Object.fromEntries(sheet.items.map(({ code }) => [code, said(code)]));
		const seen = { presence: said("presence"), weather: said("weather"), agreedBy: said("agreedBy") };
		await markYard({ lookId, given, ...seen, upload, by, at: locals.now });
	});
}
