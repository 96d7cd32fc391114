import type { APIRoute } from "astro";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { errorFile } from "#domain/tables/error-file.ts";
import { unitFile } from "#domain/units/file/runs.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** The faults of this admin's last file. */
export const GET: APIRoute = ({ locals, redirect }) => {
	const file = unitFile(requireRole(locals.viewer, ...ADMIN_ROLES));
	if (!file || !("errors" in file.outcome)) return redirect(`${locals.base}/admin/units/import`, 303);
	return tableAnswer(errorFile(file.outcome, locals.m), { name: locals.m.units.file.errorFile, ascii: "unit-errors.csv" });
};
