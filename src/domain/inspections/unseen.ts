import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { UNSEEN_DAYS } from "#domain/campaign/types.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { PLANNERS } from "./inspectors.ts";

export interface UnseenHamlet {
	village: string;
	hamlet: string;
	/** When a drawn walk was finished there; null if never. */
	walkedAt: Date | null;
}

/** Hamlets of the viewer's to which no drawn walk led for sixty days, the longest unseen first, as places alone. */
export async function unseenHamlets(viewer: Viewer, at: Date): Promise<UnseenHamlet[]> {
	if (regionsOf(viewer, ...PLANNERS).length === 0) return [];
	const since = later(at, -UNSEEN_DAYS * DAY_MS).getTime();
	const isUnseen = sql`coalesce(${regionFigures.walkedAt}, 0) <= ${since}`;
	const rows = await db
		.select({ ...PLACE, walkedAt: regionFigures.walkedAt })
		.from(regions)
		.innerJoin(villages, eq(villages.id, regions.parentId))
		.innerJoin(regionFigures, eq(regionFigures.regionId, regions.id))
		.where(and(eq(regions.level, literal("hamlet")), isNull(regions.validTo), inOfficeOf(viewer, PLANNERS), isUnseen));
	return rows.toSorted(
		(a, b) => (a.walkedAt?.getTime() ?? 0) - (b.walkedAt?.getTime() ?? 0) || a.village.localeCompare(b.village, "zh-CN"),
	);
}
