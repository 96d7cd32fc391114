import type { APIRoute } from "astro";
import { fileName, made } from "#domain/publicity/press.ts";
import { plaqueOrder } from "#domain/publicity/sheets.ts";
import { plaqueToPrint } from "#domain/titles/public-titles.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireSignedIn } from "#http/guards.ts";
import { dayOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";

/** 门牌 of a title as PDF, for the household that hangs it, and for its offices once it lets the title be shown. What is printed is Chinese. */
export const GET: APIRoute = async ({ params, locals }) => {
	const { titleId, village, town, titledAt } = await plaqueToPrint(requireSignedIn(locals.viewer), params["id"] ?? "");
	const { publicity, titles } = messagesFor("zh-CN");
	const words = {
		title: titles.name,
		honour: village,
		since: titles.plaque.since({ day: dayOf(titledAt, "zh-CN") }),
		foot: titles.plaque.foot({ town }),
	};
	const address = `${locals.origin}/titles/${titleId}`;
	const order = plaqueOrder({ ...words, format: "across", words: publicity.print, scan: titles.plaque.scan, owner: town, address });
	const { bytes } = await made(order);
	return fileAnswer(bytes, { name: fileName(`${titles.name} ${village}`, "pdf"), ascii: "plaque.pdf" });
};
