import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { CLOSE_READERS } from "./closes.ts";
import { countDue } from "./desk.ts";
import { countDisputes } from "./disputes.ts";

/** Disputes, which are answered within days, and months of villages that could go on. */
export async function closesWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...CLOSE_READERS).length === 0) return [];
	const [disputes, due] = await Promise.all([countDisputes(viewer), countDue(viewer, at)]);
	return [
		{ key: "closes.desk.disputesWaiting", params: { count: disputes }, way: "/staff/points/closes#disputes" },
		{ key: "closes.desk.dueWaiting", params: { count: due }, way: "/staff/points/closes" },
	];
}
