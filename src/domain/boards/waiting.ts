import { and, eq, lte } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { boardEditions } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Waiting } from "#domain/office/types.ts";
import { inOfficeOf, regionsOf } from "#domain/regions/scope.ts";
import { BOARD_EDITORS, nameOf } from "./editions.ts";

/** Editions whose days of objections are over. */
export async function boardsWaiting(viewer: Viewer, at: Date): Promise<Waiting[]> {
	if (regionsOf(viewer, ...BOARD_EDITORS).length === 0) return [];
	const { id: editionId, fromMonth, untilMonth, stage, objectionsUntil } = boardEditions;
	const editions = await db
		.select({ editionId, regionName: nameAmongAll("regions"), fromMonth, untilMonth })
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(and(inOfficeOf(viewer, BOARD_EDITORS), eq(stage, "published"), lte(objectionsUntil, at)));
	return editions.map((edition) => ({
		key: "boardDesk.toSettle",
		params: { board: nameOf(edition) },
		way: `/staff/boards/${edition.editionId}#objections`,
	}));
}
