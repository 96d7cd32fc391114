import type { APIRoute } from "astro";
import { Refusal } from "#domain/errors.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";

/** The published file of a count. By its hash it never changes; without one it is the count that stands. */
export const GET: APIRoute = async ({ params, url, request }) => {
	const asked = url.searchParams.get("hash") ?? undefined;
	const file = await countedFile(params["id"] ?? "", asked);
	if (!file) throw new Refusal("not_found", "common.notFound");
	const etag = `"${file.sha256}"`;
	const headers = {
		etag,
		"cache-control": asked ? "public, max-age=31536000, immutable" : "no-cache",
		"content-disposition": `attachment; filename="tingyuan-${file.sha256.slice(0, 12)}.json"`,
		"content-type": "application/json; charset=utf-8",
	};
	if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
	return new Response(file.text, { headers });
};
