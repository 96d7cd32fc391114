import type { APIRoute } from "astro";
import { CLOSE_READERS } from "#domain/closes/closes.ts";
import { wallSheet } from "#domain/closes/wall-sheet.ts";
import { fileName, made } from "#domain/publicity/press.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";
import { messagesFor } from "#i18n/messages.ts";

/** 公示表 as PDF, of the newest month or of one that is asked for. It shows doors and points, which the village's notice board may. */
export const GET: APIRoute = async ({ params, url, locals }) => {
	const viewer = requireRole(locals.viewer, ...CLOSE_READERS);
	const words = messagesFor("zh-CN").closes.sheet;
	const { order, name } = await wallSheet(viewer, {
		...{ villageId: params["villageId"] ?? "", month: url.searchParams.get("month") },
		...{ words, origin: locals.origin },
	});
	const { bytes } = await made(order);
	return fileAnswer(bytes, { name: fileName(name, "pdf"), ascii: "points.pdf" });
};
