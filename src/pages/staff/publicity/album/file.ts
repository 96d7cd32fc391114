import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { ALBUM_PAIRS, albumOrder } from "#domain/publicity/album.ts";
import { fileName } from "#domain/publicity/press.ts";
import { albumFile, preview } from "#domain/publicity/things.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import { albumAsked } from "#http/album-asked.ts";
import { fileAnswer, pictureAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** A page of an album as it will look; with the `token` of an issued one, its file. */
export const GET: APIRoute = async ({ url, locals, redirect }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const asked = url.searchParams;
	const token = asked.get("token");
	if (token) {
		const by = async (owner: string, level: RegionLevel) => (await albumAsked(viewer, asked, locals.now, { owner, level })).album;
		const { bytes, title } = await albumFile({ token, origin: locals.origin, by });
		return fileAnswer(bytes, { name: fileName(title, "pdf"), ascii: "album.pdf" });
	}
	const { album } = await albumAsked(viewer, asked, locals.now);
	// Its page says that there are too few.
	if (album.pairs.length < ALBUM_PAIRS.least) return redirect(`${locals.base}/staff/publicity/album`, 303);
	const order = await albumOrder({ ...album, address: locals.origin });
	return pictureAnswer(await preview(order, { word: album.words.sample, page: Math.max(1, Number(asked.get("page")) || 1) }));
};
