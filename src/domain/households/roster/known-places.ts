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
