import type { APIRoute } from "astro";
import { importRun } from "#domain/households/import-runs.ts";
import { questionsFile } from "#domain/households/preview-file.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { tableAnswer } from "#http/attachment.ts";
import { requireRole } from "#http/guards.ts";

/** The lines of this admin's last file that wait for an answer. */
export const GET: APIRoute = ({ locals, redirect }) => {
	const run = importRun(requireRole(locals.viewer, ...ADMIN_ROLES));
	if (!run?.outcome || typeof run.outcome === "string" || "errors" in run.outcome) return redirect(`${locals.base}/admin/import`, 303);
	return tableAnswer(questionsFile(run.outcome.questions, locals.m), {
		name: locals.m.admin.preview.questionsFile,
		ascii: "questions.csv",
	});
};
