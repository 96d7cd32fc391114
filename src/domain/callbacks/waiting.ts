import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { READERS, regionsOf } from "#domain/regions/scope.ts";
import { countCallbacks } from "./callbacks.ts";

export async function callbacksWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...READERS).length === 0) return [];
	const { open, untrue } = await countCallbacks(viewer, at);
	return [
		{ key: "closes.callbacks.untrueCount", params: { count: untrue }, way: "/staff/points/callbacks#untrue" },
		{ key: "closes.callbacks.waiting", params: { count: open }, way: "/staff/points/callbacks" },
	];
}
