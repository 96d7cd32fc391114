import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { CHECKERS, countChecks } from "./checks.ts";

export async function checksWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...CHECKERS).length === 0) return [];
	const { untrue, unasked, open } = await countChecks(viewer, at);
	return [
		{ key: "households.checks.untrueCount", params: { count: untrue }, way: "/staff/checks#untrue" },
		{ key: "households.checks.unaskedCount", params: { count: unasked }, way: "/staff/checks#unasked" },
		{ key: "households.checks.waiting", params: { count: open }, way: "/staff/checks" },
	];
}
