import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { figuresFile } from "#domain/documents/files.ts";
import { monthlyFigures } from "#domain/documents/monthly.ts";
import { fileName } from "#domain/publicity/press.ts";
import { fileAnswer } from "#http/attachment.ts";
import { spanAsked } from "#http/document-asked.ts";
import { requireRole } from "#http/guards.ts";
import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";

/** 月度数字 for Excel and WPS. */
export const GET: APIRoute = async ({ url, locals }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const { place, span } = await spanAsked(viewer, url.searchParams, locals.now);
	const bytes = await figuresFile(await monthlyFigures(place, { month: span.until, at: locals.now }));
	const period = monthsOf(span.until, span.until, "zh-CN");
	const words = messagesFor("zh-CN").documents.xlsx;
	return fileAnswer(bytes, { name: fileName(words.fileName({ place: place.name, period }), "xlsx"), ascii: `figures-${span.until}.xlsx` });
};
