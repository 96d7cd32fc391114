import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { articleText } from "#domain/publicity/article.ts";
import { articlePage } from "#domain/publicity/article-html.ts";
import { requireRole } from "#http/guards.ts";
import { articleAsked } from "#http/thing-asked.ts";

// Its styles stand in its elements, because WeChat keeps no others; it has no script. The desk shows it in a frame.
const HEADERS = {
	"content-type": "text/html; charset=utf-8",
	"content-security-policy":
		"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
	"x-frame-options": "SAMEORIGIN",
	"cache-control": "private, no-store",
};

/** 公众号文章 alone, as it looks; with the `token` of what was issued, as it is copied. */
export const GET: APIRoute = async ({ params, url, locals }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const by = (owner?: string) => articleAsked(viewer, params["id"] ?? "", locals.now, owner);
	const token = url.searchParams.get("token") ?? "";
	const { text, ...page } = await articleText({ token, origin: locals.origin, by });
	return new Response(articlePage(text, page), { headers: HEADERS });
};
