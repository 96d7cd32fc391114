import type { APIRoute } from "astro";
import { importRun, previewIn } from "#domain/households/import-runs.ts";
import { previewFile } from "#domain/households/preview-file.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** What this admin's file would change. */
export const GET: APIRoute = ({ locals, redirect }) => {
	const run = importRun(requireRole(locals.viewer, ...ADMIN_ROLES));
	if (!run || !previewIn(run)) return redirect(`${locals.base}/admin/import`, 303);
	return tableAnswer(previewFile(run.changes, locals.m), { name: locals.m.admin.preview.wholeFile, ascii: "preview.csv" });
};
