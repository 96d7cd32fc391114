import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { countDue } from "./desk.ts";
import { CHECKERS, PROPOSERS } from "./titles.ts";

export async function titlesWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...PROPOSERS, ...CHECKERS).length === 0) return [];
	return [{ key: "titleDesk.waiting", params: { count: await countDue(viewer, at) }, way: "/staff/titles" }];
}
