import type { APIRoute } from "astro";
import { Refusal } from "#domain/errors.ts";
import { fixPicture } from "#domain/spots/report-page.ts";
import { wholeFile } from "#http/photos.ts";

/** A picture of the fix, for whoever holds the number: they have no account by which the photos' own addresses could know them. */
export const GET: APIRoute = async ({ params }) => {
	const picture = await fixPicture(params["reference"] ?? "", params["picture"] ?? "");
	const bytes = picture && (await wholeFile(picture));
	if (!bytes) throw new Refusal("not_found", "photos.gone");
	const headers = {
		"content-type": picture.type,
		"content-security-policy": "sandbox; default-src 'none'",
		"cache-control": "private, max-age=60",
	};
	return new Response(new Uint8Array(bytes), { headers });
};
