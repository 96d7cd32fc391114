import type { APIRoute } from "astro";
import { importRun } from "#domain/households/import-runs.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { errorFile } from "#domain/tables/error-file.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** The errors of this admin's last file. */
export const GET: APIRoute = ({ locals, redirect }) => {
	const run = importRun(requireRole(locals.viewer, ...ADMIN_ROLES));
	if (!run?.outcome || typeof run.outcome === "string" || !("errors" in run.outcome)) return redirect(`${locals.base}/admin/import`, 303);
	return tableAnswer(errorFile(run.outcome, locals.m), { name: locals.m.admin.import.errorFile, ascii: "errors.csv" });
};
