import type { APIRoute } from "astro";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { unitTemplate } from "#domain/units/file/columns.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

export const GET: APIRoute = ({ locals }) => {
	requireRole(locals.viewer, ...ADMIN_ROLES);
	return tableAnswer(unitTemplate(), { name: locals.m.units.file.templateFile, ascii: "units.csv" });
};
