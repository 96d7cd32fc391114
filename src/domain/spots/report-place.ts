import { and, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { type Village, villageOf } from "#domain/regions/village.ts";

export interface ReportPlace {
	village: Village;
	town: string;
	hamlets: { regionId: string; name: string }[];
	hamletId: string | undefined;
}

/** Where somebody reports: the hamlet, village or household that is known; null if none of it is open. */
export async function reportPlace(known: {
	hamletId?: string | null;
	villageId?: string | null;
	householdId?: string | null;
}): Promise<ReportPlace | null> {
	const hamletId = known.hamletId || (known.villageId ? undefined : await hamletOf(known.householdId));
	const found = await villageOf((hamletId && (await villageAbove(hamletId))) || known.villageId || "");
	if (!found) return null;
	const { town, hamlets, ...village } = found;
	return { village, town, hamlets, hamletId: hamlets.length === 1 ? hamlets[0]?.regionId : hamletId };
}

/** An open hamlet with its village (and that one's outline, if it has one), by which a report is told; null if there is none. */
export async function reportHamlet(hamletId: string) {
	const open = and(eq(regions.id, hamletId), eq(regions.level, literal("hamlet")), isNull(regions.validTo));
	const [found] = await db
		.select({ ...PLACE, outline: sql<string | null>`(select shape from region_outlines where region_id = ${villages.id})` })
		.from(regions)
		.innerJoin(villages, eq(villages.id, regions.parentId))
		.where(open);
	return found ? { ...found, outline: JSON.parse(found.outline ?? "[]") as [longitude: number, latitude: number][][][] } : null;
}

async function hamletOf(householdId: string | null | undefined): Promise<string | undefined> {
	if (!householdId) return undefined;
	const [home] = await db.select({ hamletId: households.hamletId }).from(households).where(eq(households.id, householdId));
	return home?.hamletId;
}

async function villageAbove(hamletId: string): Promise<string | null> {
	const open = and(eq(regions.id, hamletId), eq(regions.level, literal("hamlet")), isNull(regions.validTo));
	const [hamlet] = await db.select({ villageId: regions.parentId }).from(regions).where(open);
	return hamlet?.villageId ?? null;
}
