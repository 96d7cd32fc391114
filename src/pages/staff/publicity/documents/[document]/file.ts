import type { APIRoute } from "astro";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { draftOf, requireDraft } from "#domain/documents/draft.ts";
import { documentFile } from "#domain/documents/files.ts";
import { issueBulletin } from "#domain/documents/photos.ts";
import { DOCUMENTS } from "#domain/documents/types.ts";
import { Refusal } from "#domain/errors.ts";
import { fileName } from "#domain/publicity/press.ts";
import { fileAnswer } from "#http/attachment.ts";
import { documentAsked, requireWording, wordingTold } from "#http/document-asked.ts";
import { requireRole } from "#http/guards.ts";

// A form and no link: what is typed is too long for an address.
export const GET: APIRoute = ({ params, locals, redirect }) => {
	requireRole(locals.viewer, ...PUBLICISTS);
	return redirect(`${locals.base}/staff/publicity/documents/${params["document"]}`, 303);
};

/** A document as somebody worded it, for Word and WPS. */
export const POST: APIRoute = async ({ params, request, locals }) => {
	const viewer = requireRole(locals.viewer, ...PUBLICISTS);
	const kind = DOCUMENTS.find((one) => one === params["document"]);
	if (!kind) throw new Refusal("not_found", "common.notFound");
	const told = await request.formData();
	const asked = await documentAsked(viewer, kind, told, locals.now);
	const draft = requireDraft(await draftOf(asked));
	const file = { ...draft, ...requireWording(wordingTold(told)) };
	if (asked.pair) await issueBulletin(file, { submissionId: asked.pair.submissionId, by: viewer, at: locals.now });
	const bytes = await documentFile(file);
	return fileAnswer(bytes, { name: fileName(draft.fileName, "docx"), ascii: `${kind}.docx` });
};
