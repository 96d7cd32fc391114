import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { fileName, made } from "#domain/publicity/press.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { fileAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";
import { SHEETS, type Sheet, sheetAsked } from "#http/sheet-asked.ts";

// A form and no link: what is typed is too long for an address.
export const GET: APIRoute = ({ params, locals, redirect }) => {
	requireRole(locals.viewer, ...PUBLICISTS);
	return redirect(`${locals.base}/staff/publicity/sheets/${params["sheet"]}`, 303);
};

/** A sheet as PDF. It shows no household's pair, so it needs no consent. */
export const POST: APIRoute = async ({ params, request, locals, rewrite, url }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const sheet = (Object.keys(SHEETS) as Sheet[]).find((one) => one === params["sheet"]);
	if (!sheet) throw new Refusal("not_found", "common.notFound");
	const owner = regionsOf(viewer, ...PUBLICISTS)[0]?.regionName ?? "";
	try {
		const order = await sheetAsked(sheet, await request.clone().formData(), { owner, origin: locals.origin });
		const { bytes } = await made(order);
		return fileAnswer(bytes, { name: fileName(locals.m.publicity.sheets[sheet].title, "pdf"), ascii: `${sheet}.pdf` });
	} catch (refusal) {
		if (!(refusal instanceof Refusal) || refusal.refusal === "not_found") throw refusal;
		// Its page looks at the same form, and says what is wrong beside what was typed.
		return rewrite(new Request(new URL(url.pathname.replace(/\/file$/, ""), url), request));
	}
};
