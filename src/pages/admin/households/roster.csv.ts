import type { APIRoute } from "astro";
import { exportRoster } from "#domain/households/export.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { longTableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

// A form and no link: what is taken along is written down.
export const GET: APIRoute = ({ locals, redirect }) => {
	requireRole(locals.viewer, ...ADMIN_ROLES);
	return redirect(`${locals.base}/admin/households`, 303);
};

export const POST: APIRoute = async ({ locals, request }) => {
	const by = requireRole(locals.viewer, ...ADMIN_ROLES);
	const regionId = String((await request.formData()).get("regionId"));
	const { name, pieces } = await exportRoster({ regionId, by, at: locals.now });
	return longTableAnswer(pieces, { name: locals.m.households.rosterFile({ name }), ascii: "roster.csv" });
};
