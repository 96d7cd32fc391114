import { and, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { FACT_COLUMNS } from "../roster/facts.ts";
import type { Said } from "./plan.ts";

const { id, hamletId, villageId, number, closedAt, headName } = households;
const COLUMNS = { id, hamletId, number, closedAt, ...FACT_COLUMNS };

export type KnownHome = Awaited<ReturnType<typeof read>>[number];
export type FoundHome = Awaited<ReturnType<typeof namesakes>>[number];

function read(reader: Reader, hamletIds: string[], state: SQL) {
	const those = inArray(hamletId, among(hamletIds));
	return reader.select(COLUMNS).from(households).where(and(those, state));
}

/** The households of these hamlets, by hamlet and number; one that is closed only if no open one has its number. */
export async function knownHomes(reader: Reader, hamletIds: string[]): Promise<Map<string, KnownHome>> {
	if (hamletIds.length === 0) return new Map();
	const homes = [...(await read(reader, hamletIds, isNotNull(closedAt))), ...(await read(reader, hamletIds, isNull(closedAt)))];
	return new Map(homes.map((home) => [home.hamletId + home.number, home]));
}

/** The open households of these villages with a head of the same name. */
export function namesakes(reader: Reader, strangers: Said[]) {
	const villages = new Set(strangers.map(({ hamlet }) => hamlet.villageId));
	const names = new Set(strangers.map(({ mention }) => mention.headName));
	return reader
		.select({ ...COLUMNS, villageId, hamletCode: regions.code, hamletName: regions.name })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(isNull(closedAt), inArray(villageId, among(villages)), inArray(headName, among(names))));
}
