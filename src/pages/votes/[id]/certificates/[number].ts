import type { APIRoute } from "astro";
import { fileName, made } from "#domain/publicity/press.ts";
import { certificateOrder } from "#domain/publicity/sheets.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireSignedIn } from "#http/guards.ts";
import { certificateFields } from "#http/known-sheets.ts";
import { messagesFor } from "#i18n/messages.ts";

/** 奖状 of a medal, for the household and the round's staff. What is printed is Chinese, in whichever language it is asked for. */
export const GET: APIRoute = async ({ params, locals }) => {
	const { id: roundId = "", number } = params;
	const words = messagesFor("zh-CN");
	const asked = { roundId, number: Number(number), words, at: locals.now };
	const fields = await certificateFields(requireSignedIn(locals.viewer), asked);
	const address = `${locals.origin}/votes/${roundId}/result`;
	const { print } = words.publicity;
	const order = certificateOrder({ ...fields, format: "across", words: print, scan: print.scans.round, owner: fields.office, address });
	const { bytes } = await made(order);
	return fileAnswer(bytes, { name: fileName(`${fields.award} ${fields.to}`, "pdf"), ascii: "certificate.pdf" });
};
