import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { articleFile } from "#domain/publicity/article.ts";
import { fileName } from "#domain/publicity/press.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";
import { articleAsked } from "#http/thing-asked.ts";

/** 公众号文章 with its pictures and covers, as it was issued. */
export const GET: APIRoute = async ({ params, url, locals, redirect }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const token = url.searchParams.get("token");
	if (!token) return redirect(`${locals.base}/staff/publicity/article/${params["id"]}`, 303);
	const by = (owner?: string) => articleAsked(viewer, params["id"] ?? "", locals.now, owner);
	const { bytes, title } = await articleFile({ token, origin: locals.origin, by });
	return fileAnswer(bytes, { name: fileName(title, "zip"), ascii: "article.zip" });
};
