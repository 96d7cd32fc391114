import type { APIRoute } from "astro";
import { ROLES } from "#domain/accounts/rules.ts";
import { fileName } from "#domain/publicity/press.ts";
import { storeBookFile } from "#domain/store/book-file.ts";
import { storeMonth } from "#domain/store/books.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";
import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";

/** More than the busiest store moves in a month. */
const MOST_LINES = 20_000;

/** 超市台账 for Excel and WPS. */
export const GET: APIRoute = async ({ params, url, locals }) => {
	const viewer = requireRole(locals.viewer, ...ROLES);
	const villageId = params["villageId"] ?? "";
	const seen = await storeMonth(viewer, { villageId, month: url.searchParams.get("month"), most: MOST_LINES, at: locals.now });
	const name = messagesFor("zh-CN").storeBooks.fileName({ village: seen.village, month: monthsOf(seen.month, seen.month, "zh-CN") });
	return fileAnswer(await storeBookFile(seen), { name: fileName(name, "xlsx"), ascii: `store-${seen.month}.xlsx` });
};
