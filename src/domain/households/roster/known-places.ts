import { and, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Roster } from "./roster.ts";

export type KnownRegion = Awaited<ReturnType<typeof knownRegions>>[number];

/** The places of the file that are there already, with those above them. */
export function knownRegions(reader: Reader, roster: Roster) {
	const codes = [...roster.regions.values()].flatMap(({ code, above }) => (above ? [code, above] : [code]));
	const aboves = alias(regions, "aboves");
	const { id, code, level, name, parentId, path, validTo } = regions;
	return reader
		.select({ id, code, level, name, parentId, path, validTo, aboveName: aboves.name })
		.from(regions)
		.leftJoin(aboves, sql`${aboves.id} = ${parentId}`)
		.where(inArray(code, sql`(select value from json_each(${JSON.stringify([...new Set(codes)])}))`));
}

/** The open hamlets of villages, by village. */
export type Hamlets = Map<string, { name: string; code: string }[]>;

export async function hamletsOf(reader: Reader, known: KnownRegion[]): Promise<Hamlets> {
	const villages = JSON.stringify(known.filter(({ level }) => level === "village").map(({ id }) => id));
	const { parentId, name, code, validTo } = regions;
	const rows = await reader
		.select({ parentId, name, code })
		.from(regions)
		.where(and(inArray(parentId, sql`(select value from json_each(${villages}))`), isNull(validTo)));
	return Map.groupBy(rows, (row) => row.parentId ?? "");
}

/** The open places in which merged ones go on, by the merged one's id. */
export async function placesAfter(reader: Reader, known: KnownRegion[]): Promise<Map<string, KnownRegion>> {
	const closed = JSON.stringify(known.filter(({ validTo }) => validTo).map(({ id }) => id));
	const steps = await reader.all<{ first: string; id: string }>(sql`
		with recursive after (first, id) as (
			select id, merged_into_id from regions where id in (select value from json_each(${closed})) and merged_into_id is not null
			union select after.first, r.merged_into_id from after join regions r on r.id = after.id where r.merged_into_id is not null)
		select after.first, r.id from after join regions r on r.id = after.id where r.valid_to is null`);
	const { id, code, level, name, parentId, path, validTo } = regions;
	const rows = await reader
		.select({ id, code, level, name, parentId, path, validTo, aboveName: sql<string | null>`null` })
		.from(regions)
		.where(inArray(id, sql`(select value from json_each(${JSON.stringify(steps.map((step) => step.id))}))`));
	return new Map(steps.flatMap(({ first, id: last }) => rows.filter((row) => row.id === last).map((row) => [first, row] as const)));
}
