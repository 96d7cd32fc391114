import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { fileName } from "#domain/publicity/press.ts";
import { thingOrder } from "#domain/publicity/thing-order.ts";
import { issuedFile, preview } from "#domain/publicity/things.ts";
import { fileAnswer, pictureAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";
import { thingAsked } from "#http/thing-asked.ts";

/** How a thing made of a pair, a story or a model village will look; with the `token` of what was issued, the file itself. */
export const GET: APIRoute = async ({ params, url, locals }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const asked = url.searchParams;
	const by = (owner?: string) => thingAsked(viewer, params["item"] ?? "", asked, locals.now, owner);
	const token = asked.get("token");
	if (token) {
		const { bytes, extension, thing } = await issuedFile({ token, origin: locals.origin, by });
		return fileAnswer(bytes, {
			name: fileName(`${thing.title} ${locals.m.publicity.formats[thing.format]}`, extension),
			ascii: `poster.${extension}`,
		});
	}
	const thing = await by();
	const order = await thingOrder({ ...thing, address: locals.origin + thing.source.path });
	return pictureAnswer(await preview(order, { word: thing.words.sample, isSmall: asked.has("small") }));
};
