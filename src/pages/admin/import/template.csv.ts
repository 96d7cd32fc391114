import type { APIRoute } from "astro";
import { templateFile } from "#domain/households/template.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

export const GET: APIRoute = ({ locals }) => {
	requireRole(locals.viewer, ...ADMIN_ROLES);
	return tableAnswer(templateFile(), { name: locals.m.admin.import.templateFile, ascii: "template.csv" });
};
