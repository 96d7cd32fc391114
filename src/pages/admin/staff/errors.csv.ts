import type { APIRoute } from "astro";
import { hiringRun } from "#domain/hiring/runs.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { errorFile } from "#domain/tables/error-file.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** The faults of this admin's last file. */
export const GET: APIRoute = ({ locals, redirect }) => {
	const run = hiringRun(requireRole(locals.viewer, ...ADMIN_ROLES));
	if (!run || !("errors" in run.outcome)) return redirect(`${locals.base}/admin/staff/file`, 303);
	return tableAnswer(errorFile(run.outcome, locals.m), { name: locals.m.hiring.errorFile, ascii: "staff-errors.csv" });
};
