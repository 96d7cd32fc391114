import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { NAME_IN_FULL } from "#db/called.ts";
import type { Reader } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { boardEditions, boardNamed, helpOrders } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import { lastDayOf, monthsBefore } from "#domain/calendar/months.ts";
import type { Day, Month } from "#domain/calendar/types.ts";
import { villages } from "#domain/regions/joined.ts";
import { within } from "#domain/regions/scope.ts";
import type { EditionRow } from "./editions.ts";
import type { Edition, Inspection } from "./types.ts";

const DEPTH = { town: 2, village: 3, hamlet: 4 };

/** Everything from which the board of these units follows, as it stands on this day. */
export async function materialOf(edition: EditionRow, units: Unit[], on: Day, reader: Reader): Promise<Edition> {
	const { regionPath, level, fromMonth, untilMonth, least, oneIn, most, error } = edition;
	const codes = new Map(units.map(({ id, code }) => [id, code]));
	const found = (months: { from: Month; until: Month }) => inspectionsIn({ regionPath, depth: DEPTH[level], codes, months }, reader);
	return {
		edition: {
			region: { code: edition.regionCode, name: edition.regionName },
			...{ level, from: `${fromMonth}-01`, until: lastDayOf(untilMonth), on },
		},
		parameters: { least, oneIn, most, error: error / 1000 },
		units: units.map(({ code, name }) => ({ code, name })),
		last: await lastOf(edition, reader),
		helpVisits: await helpOf(units, codes, reader),
		before: await found(monthsBefore(fromMonth, untilMonth)),
		inspections: await found({ from: fromMonth, until: untilMonth }),
	};
}

type Unit = Awaited<ReturnType<typeof unitsOf>>[number];

export function unitsOf({ regionPath, level }: Pick<EditionRow, "regionPath" | "level">, reader: Reader) {
	return reader
		.select({ id: regions.id, code: regions.code, name: NAME_IN_FULL })
		.from(regions)
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.where(and(within(regionPath), eq(regions.level, literal(level)), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
}

interface Wanted {
	regionPath: string;
	depth: number;
	codes: ReadonlyMap<string, string>;
	months: { from: Month; until: Month };
}

async function inspectionsIn({ regionPath, depth, codes, months }: Wanted, reader: Reader): Promise<Inspection[]> {
	const rows = await reader.all<{ path: string; found: Inspection[1]; appealed: number; count: number }>(sql`
		select path, found, is_appealed as appealed, count(*) as count from board_inspections
		where month between ${months.from} and ${months.until} and ${within(regionPath, sql`path`)} group by path, found, is_appealed`);
	return rows.flatMap(({ path, found, appealed, count }) => {
		const code = codes.get(path.split("/")[depth] ?? "");
		return code ? Array<Inspection>(count).fill([code, found, appealed ? "appealed" : "stands"]) : [];
	});
}

/** The edition before this one: the newest that stands. */
export async function lastOf({ regionId, level }: Pick<EditionRow, "regionId" | "level">, reader: Reader): Promise<Edition["last"]> {
	const stands = inArray(boardEditions.stage, ["published", "settled"]);
	const [last] = await reader
		.select({ id: boardEditions.id, on: boardEditions.onDay })
		.from(boardEditions)
		.where(and(eq(boardEditions.regionId, regionId), eq(boardEditions.level, level), stands))
		.orderBy(desc(boardEditions.untilMonth))
		.limit(1);
	if (!last?.on) return null;
	const named = await reader
		.select({ code: regions.code })
		.from(boardNamed)
		.innerJoin(regions, eq(regions.id, boardNamed.placeId))
		.where(and(eq(boardNamed.editionId, last.id), eq(boardNamed.list, "lagging")));
	return { on: last.on, lagging: named.map(({ code }) => code) };
}

async function helpOf(units: { id: string }[], codes: ReadonlyMap<string, string>, reader: Reader): Promise<Edition["helpVisits"]> {
	const there = sql`${helpOrders.placeId} in ${among(units.map(({ id }) => id))}`;
	const rows = await reader.selectDistinct({ placeId: helpOrders.placeId, on: helpOrders.doneOn }).from(helpOrders).where(there);
	return rows.map(({ placeId, on }) => ({ unit: codes.get(placeId) ?? "", on }));
}
