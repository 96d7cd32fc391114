import { and, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { stories } from "#db/schema/stories/stories.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { inOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { waitsFor } from "./desk.ts";
import { DECIDERS } from "./types.ts";

/** Stories of which the viewer may take the next step. */
export async function storiesWaiting(viewer: Viewer): Promise<Waiting[]> {
	if (regionsOf(viewer, ...DECIDERS.first).length === 0) return [];
	const { id: storyId, regionId, stage, version } = stories;
	const read = await db
		.select({ storyId, regionId, stage, version, path: regions.path })
		.from(stories)
		.innerJoin(regions, eq(regions.id, regionId))
		.where(and(sql`${stage} in ('first', 'second', 'final')`, inOfficeOf(viewer, DECIDERS.first)));
	const isTheirs = await Promise.all(read.map((story) => waitsFor(viewer, story)));
	return [{ key: "storyDesk.waiting", params: { count: isTheirs.filter(Boolean).length }, way: "/staff/stories" }];
}
