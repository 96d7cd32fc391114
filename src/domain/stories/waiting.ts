import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { countWaiting } from "./desk.ts";
import { DECIDERS } from "./types.ts";

/** Stories of which the viewer may take the next step. */
export async function storiesWaiting(viewer: Viewer): Promise<Waiting[]> {
	if (regionsOf(viewer, ...DECIDERS.first).length === 0) return [];
	return [{ key: "storyDesk.waiting", params: { count: await countWaiting(viewer) }, way: "/staff/stories" }];
}
