import { and, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { placesAfter } from "#domain/regions/after.ts";
import type { Roster } from "./roster.ts";

export type KnownRegion = Awaited<ReturnType<typeof read>>[number];

function read(reader: Reader, which: SQL) {
	const aboves = alias(regions, "aboves");
	const { id, code, level, name, parentId, path, validTo } = regions;
	return reader
		.select({ id, code, level, name, parentId, path, validTo, aboveName: aboves.name })
		.from(regions)
		.leftJoin(aboves, sql`${aboves.id} = ${parentId}`)
		.where(which);
}

/** The places of the file that are there already, with those above them. */
export function knownRegions(reader: Reader, roster: Roster): Promise<KnownRegion[]> {
	const codes = [...roster.regions.values()].flatMap(({ code, above }) => (above ? [code, above] : [code]));
	return read(reader, inArray(regions.code, among(new Set(codes))));
}

/** The open hamlets of villages, by village. */
export type Hamlets = Map<string, { name: string; code: string }[]>;

export async function hamletsOf(reader: Reader, known: KnownRegion[]): Promise<Hamlets> {
	const villages = known.filter(({ level }) => level === "village").map(({ id }) => id);
	const { parentId, name, code, validTo } = regions;
	const rows = await reader
		.select({ parentId, name, code })
		.from(regions)
		.where(and(inArray(parentId, among(villages)), isNull(validTo)));
	return Map.groupBy(rows, (row) => row.parentId ?? "");
}

/** The open places in which merged ones go on, by the merged one's id. */
export async function goingOn(reader: Reader, known: KnownRegion[]): Promise<Map<string, KnownRegion>> {
	const steps = await placesAfter(
		reader,
		known.filter(({ validTo }) => validTo).map(({ id }) => id),
	);
	const rows = await read(reader, inArray(regions.id, among(steps.map(({ id }) => id))));
	return new Map(steps.flatMap(({ first, id }) => rows.filter((row) => row.id === id).map((row) => [first, row] as const)));
}
