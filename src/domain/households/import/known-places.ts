import { and, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { placesAfter } from "#domain/regions/after.ts";
import type { Roster } from "../roster/roster.ts";
import { eachOf, eachPieceOf } from "./pieces.ts";

export type KnownPlace = Awaited<ReturnType<typeof read>>[number];

/** What the database has of the places of a file. */
export interface KnownPlaces {
	byCode: Map<string, KnownPlace>;
	/** The open places in which merged ones go on, by the merged one's id. */
	after: Map<string, KnownPlace>;
	/** The open hamlets of the villages, by village. */
	hamlets: Map<string, { name: string; code: string }[]>;
}

// A file may have hundreds of thousands of hamlets, and nobody is answered during one statement.
const [CODES_AT_ONCE, VILLAGES_AT_ONCE] = [2000, 20];

export async function knownPlaces(reader: Reader, { regions: mentions }: Roster): Promise<KnownPlaces> {
	const codes = new Set<string>();
	await eachOf(mentions.values(), CODES_AT_ONCE, ({ code, above }) => codes.add(code).add(above ?? code));
	const byCode: KnownPlaces["byCode"] = new Map();
	await eachPieceOf([...codes], CODES_AT_ONCE, async (some) => {
		for (const place of await read(reader, inArray(regions.code, among(some)))) byCode.set(place.code, place);
	});
	const known = [...byCode.values()];
	const steps = await placesAfter(
		reader,
		known.filter(({ validTo }) => validTo).map(({ id }) => id),
	);
	const goingOn = new Map((await read(reader, inArray(regions.id, among(steps.map(({ id }) => id))))).map((place) => [place.id, place]));
	const after = new Map(steps.flatMap(({ first, id }) => (goingOn.has(id) ? [[first, goingOn.get(id) as KnownPlace]] : [])));
	const villages = [...known, ...after.values()].filter(({ level }) => level === "village").map(({ id }) => id);
	return { byCode, after, hamlets: await hamletsOf(reader, villages) };
}

function read(reader: Reader, which: SQL) {
	const aboves = alias(regions, "aboves");
	const { id, code, level, name, parentId, path, validTo } = regions;
	return reader
		.select({ id, code, level, name, parentId, path, validTo, aboveName: aboves.name })
		.from(regions)
		.leftJoin(aboves, sql`${aboves.id} = ${parentId}`)
		.where(which);
}

async function hamletsOf(reader: Reader, villages: string[]): Promise<KnownPlaces["hamlets"]> {
	const { parentId, name, code, validTo } = regions;
	const hamlets: KnownPlaces["hamlets"] = new Map();
	await eachPieceOf(villages, VILLAGES_AT_ONCE, async (some) => {
		const isOpenThere = and(inArray(parentId, among(some)), isNull(validTo));
		const rows = await reader.select({ parentId, name, code }).from(regions).where(isOpenThere);
		for (const [village, below] of Map.groupBy(rows, (row) => row.parentId ?? "")) hamlets.set(village, below);
	});
	return hamlets;
}
