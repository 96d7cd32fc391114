import type { APIRoute } from "astro";
import { staffTemplate } from "#domain/hiring/columns.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

export const GET: APIRoute = ({ locals }) => {
	requireRole(locals.viewer, ...ADMIN_ROLES);
	return tableAnswer(staffTemplate(), { name: locals.m.hiring.templateFile, ascii: "staff.csv" });
};
