import { and, asc, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { placesAfter } from "./after.ts";
import { nameAmongAll } from "./joined.ts";

export interface Place {
	regionId: string;
	name: string;
}

/** `called` is the name by which everybody knows it. */
export interface Village extends Place {
	called: string;
}

/** Towns with their villages, ordered by code, so that the list ranks nobody. */
export async function villagesByTown(): Promise<{ town: Place; villages: Village[] }[]> {
	const towns = alias(regions, "towns");
	const rows = await db
		.select({ regionId: regions.id, name: regions.name, called: nameAmongAll("regions"), townId: towns.id, townName: towns.name })
		.from(regions)
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(and(eq(regions.level, "village"), isNull(regions.validTo)))
		.orderBy(asc(towns.code), asc(regions.code));
	const byTown = Map.groupBy(rows, (row) => row.townId);
	return [...byTown].map(([regionId, villages]) => ({
		town: { regionId, name: villages[0]?.townName ?? "" },
		villages: villages.map((village) => ({ regionId: village.regionId, name: village.name, called: village.called })),
	}));
}

export async function villageOf(regionId: string): Promise<(Village & { town: string; hamlets: Place[] }) | null> {
	const towns = alias(regions, "towns");
	const [village] = await db
		.select({ regionId: regions.id, name: regions.name, called: nameAmongAll("regions"), town: towns.name })
		.from(regions)
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(and(eq(regions.id, regionId), eq(regions.level, "village"), isNull(regions.validTo)));
	if (!village) return null;
	const hamlets = await db
		.select({ regionId: regions.id, name: regions.name })
		.from(regions)
		.where(and(eq(regions.parentId, regionId), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
	return { ...village, hamlets };
}

/** The open village in which a merged one goes on, for its old addresses. */
export async function villageAfter(regionId: string): Promise<string | null> {
	const after = await placesAfter(db, [regionId]);
	return after.find(({ level }) => level === "village")?.id ?? null;
}
