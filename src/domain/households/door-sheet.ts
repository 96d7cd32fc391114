import { and, asc, eq, gt, inArray, isNull, type SQL } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { changedBy } from "#domain/regions/scope.ts";

/** 25 sheets of A4 with eight A7 stickers each: as many as an office printer takes at once. */
const STICKERS = 200;
const CURSOR = cursorOf("doors", "text");

/** What is printed for one door. The token opens the household's door page, which shows only the village's name. */
export interface Sticker {
	householdId: string;
	doorToken: string;
	number: string;
	hamletName: string;
	villageName: string;
}

export interface DoorSheet {
	stickers: Sticker[];
	next: string | null;
}

interface Wanted {
	hamletId?: string | undefined;
	householdIds?: string[];
	after?: string | undefined;
}

/** The stickers of a hamlet's open households, or of chosen ones, by number; empty if the viewer does not manage them. */
export async function doorSheet(viewer: Viewer, { hamletId, householdIds = [], after }: Wanted): Promise<DoorSheet> {
	const which = hamletId ? eq(households.hamletId, hamletId) : inArray(households.id, householdIds);
	const [number = ""] = CURSOR.read(after) ?? [];
	const rows = await stickers(viewer, and(which, gt(households.number, number)));
	const { page, next } = CURSOR.cut(rows, STICKERS, (last) => [last.number]);
	return { stickers: page, next };
}

function stickers(viewer: Viewer, which: SQL | undefined): Promise<Sticker[]> {
	return db
		.select({
			householdId: households.id,
			doorToken: households.doorToken,
			number: households.number,
			hamletName: regions.name,
			villageName: villages.name,
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(which, changedBy(viewer), isNull(households.closedAt)))
		.orderBy(asc(regions.code), asc(households.number))
		.limit(STICKERS + 1);
}
