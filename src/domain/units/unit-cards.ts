import { and, eq, isNull, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { perDatabase } from "#db/remembered.ts";
import { regions } from "#db/schema/regions.ts";
import { areaDuties, units } from "#db/schema/spots/units.ts";
import { levelsIn } from "#domain/regions/scope.ts";
import { onChange } from "#platform/changes.ts";
import { answering } from "./rules.ts";
import type { UnitCard } from "./types.ts";

// In memory, because they change seldom and each page of a village tells them.
const kept = perDatabase(() => new LRUCache<string, Promise<UnitCard[]>>({ max: 500 }));
onChange((tags) => {
	if (tags.includes("places")) kept().clear();
	for (const tag of tags) if (tag.startsWith("village:")) kept().delete(tag.slice("village:".length));
});

/** The offices that answer for a village and for its hamlets, with no person. */
export function unitCards(villageId: string): Promise<UnitCard[]> {
	const known = kept().get(villageId);
	if (known) return known;
	const cards = readCards(villageId);
	kept().set(villageId, cards);
	cards.catch(() => kept().delete(villageId));
	return cards;
}

async function readCards(villageId: string): Promise<UnitCard[]> {
	const rows = await dutiesAround(db).execute({ villageId });
	const duties = answering(rows.map(({ path, ...row }) => ({ ...row, depth: levelsIn(path) })));
	return [...Map.groupBy(duties, ({ unitId }) => unitId).values()].map((own) => {
		const [{ unitId, name, phone }] = own as [(typeof duties)[number]];
		return { unitId, name, phone, duties: own.map(({ prefix, depth, place }) => ({ prefix, hamlet: depth === HAMLET ? place : "" })) };
	});
}

const HAMLET = 4;

const dutiesAround = prepared((on) => {
	const village = sql.placeholder("villageId");
	const places = sql`(select ${village} union all select parent_id from regions where id = ${village}
		union all select up.parent_id from regions v join regions up on up.id = v.parent_id where v.id = ${village}
		union all select id from regions where parent_id = ${village} and valid_to is null)`;
	return on
		.select({
			...{ unitId: units.id, name: units.name, phone: units.phone },
			...{ prefix: areaDuties.categoryPrefix, path: regions.path, place: regions.name },
		})
		.from(areaDuties)
		.innerJoin(units, eq(units.id, areaDuties.unitId))
		.innerJoin(regions, eq(regions.id, areaDuties.regionId))
		.where(and(sql`${areaDuties.regionId} in ${places}`, isNull(areaDuties.endedAt)))
		.prepare();
});
