import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { changedBy } from "#domain/regions/scope.ts";

/** 50 sheets of A4 with eight A7 stickers each: most villages at once, and less than a printer's tray holds. */
export const STICKERS = 400;
const CURSOR = cursorOf("doors", "text", "text");

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
	/** All hamlets of a village, one after the other. */
	villageId?: string | undefined;
	householdIds?: string[];
	after?: string | undefined;
}

/** The stickers of the open households of a hamlet or village, or of chosen ones, by number; empty if the viewer does not manage them. */
export async function doorSheet(viewer: Viewer, { hamletId, villageId, householdIds = [], after }: Wanted): Promise<DoorSheet> {
	const place = villageId ? eq(households.villageId, villageId) : hamletId ? eq(households.hamletId, hamletId) : undefined;
	const [code = "", number = ""] = CURSOR.read(after) ?? [];
	const beyond = sql`(${regions.code}, ${households.number}) > (${code}, ${number})`;
	const rows = await stickers(viewer, and(place ?? inArray(households.id, householdIds), beyond));
	const { page, next } = CURSOR.cut(rows, STICKERS, (last) => [last.hamletCode, last.number]);
	return { stickers: page.map(({ hamletCode: _, ...sticker }) => sticker), next };
}

function stickers(viewer: Viewer, which: SQL | undefined): Promise<(Sticker & { hamletCode: string })[]> {
	return db
		.select({
			householdId: households.id,
			doorToken: households.doorToken,
			number: households.number,
			hamletCode: regions.code,
			hamletName: regions.name,
			villageName: nameAmongAll("villages"),
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(which, changedBy(viewer), isNull(households.closedAt)))
		.orderBy(asc(regions.code), asc(households.number))
		.limit(STICKERS + 1);
}
