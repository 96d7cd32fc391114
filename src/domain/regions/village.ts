import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { prepared } from "#db/prepared.ts";
import { remembered } from "#db/remembered.ts";
import { regions } from "#db/schema/regions.ts";
import type { ToldFigures } from "#domain/lookbacks/types.ts";
import { onChange } from "#platform/changes.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { placesAfter } from "./after.ts";

export interface Place {
	regionId: string;
	name: string;
}

/** `called` is the name by which everybody knows it. */
export interface Village extends Place {
	called: string;
}

const towns = alias(regions, "towns");
const named = { regionId: regions.id, name: regions.name, called: nameAmongAll("regions") };
const isOpenVillage = and(eq(regions.level, literal("village")), isNull(regions.validTo));

export interface Town {
	town: Place;
	villages: Village[];
}

// In memory, because a county has a thousand villages, and each page of the wall offers them.
const byTown = remembered(MINUTE_MS, readByTown);
onChange((tags) => {
	if (tags.includes("places")) byTown.forget();
});

/** Towns with their villages, ordered by code, so that the list ranks nobody. */
export function villagesByTown(): Promise<Town[]> {
	return byTown.recall();
}

async function readByTown(): Promise<Town[]> {
	const rows = await allVillages(db).execute();
	return [...Map.groupBy(rows, (row) => row.townId)].map(([regionId, villages]) => ({
		town: { regionId, name: villages[0]?.townName ?? "" },
		villages: villages.map((village) => ({ regionId: village.regionId, name: village.name, called: village.called })),
	}));
}

const allVillages = prepared((on) =>
	on
		.select({ ...named, townId: towns.id, townName: towns.name })
		.from(regions)
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(isOpenVillage)
		.orderBy(asc(towns.code), asc(regions.code))
		.prepare(),
);

export interface Hamlet extends Place {
	/** How many are published there. */
	pairs: number;
	/** When a drawn walk was finished there, in milliseconds; 0 if never. */
	walkedAt: number;
}

export async function villageOf(
	regionId: string,
): Promise<
	(Village & { town: string; hamlets: Hamlet[]; modelVillageId: string | null; hasStore: number; stays: ToldFigures | null }) | null
> {
	const [village] = await oneVillage(db).execute({ regionId });
	return village ?? null;
}

const oneVillage = prepared((on) =>
	on
		.select({ ...named, town: towns.name, hamlets: hamletsBelow, modelVillageId: TITLED, hasStore: HAS_STORE, stays: STAYS })
		.from(regions)
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(and(eq(regions.id, sql.placeholder("regionId")), isOpenVillage))
		.prepare(),
);

const TITLED = sql<string | null>`(select id from model_villages where village_id = ${regions.id} and stage in ('titled', 'warned'))`;

/** What look backs say of the village. */
const STAYS = sql<ToldFigures | null>`(select figures from lookback_figures where about = ${regions.id})`.mapWith(
	(json: string): ToldFigures => JSON.parse(json),
);

const HAS_STORE = sql<number>`exists (select 1 from store_goods where village_id = ${regions.id} and ended_at is null)`;

const hamletsBelow =
	sql`(select json_group_array(json_object('regionId', h.id, 'name', h.name, 'pairs', coalesce(pairs, 0), 'walkedAt', coalesce(walked_at, 0)) order by h.code)
	from regions h left join region_figures on region_id = h.id where h.parent_id = ${regions.id} and h.valid_to is null)`.mapWith(
		(json: string): Hamlet[] => JSON.parse(json),
	);

/** The open village in which a merged one goes on, for its old addresses. */
export async function villageAfter(regionId: string): Promise<string | null> {
	const after = await placesAfter(db, [regionId]);
	return after.find(({ level }) => level === "village")?.id ?? null;
}
