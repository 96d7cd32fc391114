import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { modelDesk } from "./desk.ts";
import { MODEL_READERS } from "./model-villages.ts";

export async function modelsWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...MODEL_READERS).length === 0) return [];
	const count = (await modelDesk(viewer, at)).filter(({ waits }) => waits).length;
	return [{ key: "modelDesk.waiting", params: { count }, way: "/staff/models" }];
}
