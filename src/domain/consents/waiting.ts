import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { regionsOf } from "#domain/regions/scope.ts";
import { countToTakeDown } from "./posted.ts";
import { PUBLICISTS } from "./types.ts";

export async function copiesWaiting(viewer: Viewer): Promise<Waiting[]> {
	if (regionsOf(viewer, ...PUBLICISTS).length === 0) return [];
	return [{ key: "consents.posted.count", params: { count: await countToTakeDown(viewer) }, way: "/staff/publicity/posted" }];
}
