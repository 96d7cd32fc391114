import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import { NAME_IN_FULL, nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { boardEditions, boardNamed, boardReasons } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { fileOf } from "#domain/published-files/published-files.ts";
import { villages } from "#domain/regions/joined.ts";
import { editionFor } from "./editions.ts";
import type { BoardFile } from "./file.ts";
import { limitsOf } from "./funnel.ts";
import { helpSince } from "./help.ts";
import type { Board, Limits, NamedPlace } from "./types.ts";

const EDITIONS_A_PAGE = 20;
const CURSOR = cursorOf("boards", "time", "id");

const countOf = (list: string) =>
	sql<number>`(select count(*) from board_named n where n.edition_id = ${boardEditions.id} and n.list = ${list})`;

/** What was published, the newest first; one that was withdrawn is told too. */
export async function publishedEditions(cursor?: string | null) {
	const [publishedAt, id] = CURSOR.read(cursor) ?? [];
	const after =
		publishedAt && id !== undefined
			? sql`(${boardEditions.publishedAt}, ${boardEditions.id}) < (${publishedAt.getTime()}, ${id})`
			: undefined;
	const rows = await db
		.select({ ...LINE, praised: countOf("praised"), improved: countOf("improved"), lagging: countOf("lagging") })
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(and(isNotNull(boardEditions.publishedAt), after))
		.orderBy(desc(boardEditions.publishedAt), desc(boardEditions.id))
		.limit(EDITIONS_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, EDITIONS_A_PAGE, (last) => [last.publishedAt as Date, last.editionId]);
	return { editions: page, cursor: next };
}

const LINE = {
	...{ editionId: boardEditions.id, level: boardEditions.level, stage: boardEditions.stage, label: boardEditions.label },
	...{ fromMonth: boardEditions.fromMonth, untilMonth: boardEditions.untilMonth, least: boardEditions.least },
	...{ publishedAt: boardEditions.publishedAt, objectionsUntil: boardEditions.objectionsUntil },
	regionName: nameAmongAll("regions"),
};

/** Not found while it is not in public. */
export async function publicEditionRow(editionId: string) {
	const edition = await editionFor(editionId);
	if (!edition.publishedAt) throw new Refusal("not_found", "common.notFound");
	return edition;
}

/** An edition as everybody reads it. Of one that was withdrawn there are no lists and figures. */
export async function publicEdition(editionId: string) {
	const file = fileOf<Head>("board", boardEditions.id);
	const [found] = await db
		.select({ ...LINE, ...file.columns })
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(and(eq(boardEditions.id, editionId), isNotNull(boardEditions.publishedAt)));
	if (!found) throw new Refusal("not_found", "common.notFound");
	const { head: _, ...edition } = found;
	return { edition, found: edition.stage === "withdrawn" ? null : await whatWasFound(edition, file.headIn(found)) };
}

type Head = Omit<BoardFile, "before" | "inspections">;

async function whatWasFound({ editionId, fromMonth }: { editionId: string; fromMonth: string }, { result, units }: Head) {
	const named = await namedPlaces(editionId);
	const lagging = named.filter(({ list }) => list === "lagging").map(({ placeId }) => placeId);
	const help = lagging.length > 0 ? await helpSince(lagging, `${fromMonth}-01`) : [];
	return { board: result, nameOf: new Map(units.map(({ code, name }) => [code, name])), named, help };
}

const inOrder = sql`case ${boardNamed.list} when 'praised' then 1 when 'improved' then 2 else 3 end`;

export function namedPlaces(editionId: string, reader: Reader = db): Promise<NamedPlace[]> {
	const why = and(
		eq(boardReasons.editionId, boardNamed.editionId),
		eq(boardReasons.placeId, boardNamed.placeId),
		eq(boardNamed.list, "praised"),
	);
	return reader
		.select({
			...{ list: boardNamed.list, position: boardNamed.position, placeId: boardNamed.placeId, code: regions.code, name: NAME_IN_FULL },
			...{ part: boardNamed.faults, whole: boardNamed.inspections, reason: boardReasons.words },
		})
		.from(boardNamed)
		.innerJoin(regions, eq(regions.id, boardNamed.placeId))
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.leftJoin(boardReasons, why)
		.where(eq(boardNamed.editionId, editionId))
		.orderBy(inOrder, asc(boardNamed.position));
}

/** The places that a board names, numbered as their dots are; one in two lists has one number. */
export function dotNumbers(named: NamedPlace[]): Map<string, number> {
	return new Map([...new Set(named.map(({ code }) => code))].map((code, n) => [code, n + 1]));
}

const STEPS = 24;

/** The limits that a funnel draws, at rising numbers of inspections. */
export function drawnLimits({ rate, ranked }: Pick<Board, "rate" | "ranked">): (Limits & { whole: number })[] {
	const most = Math.max(...ranked.map(({ whole }) => whole));
	const least = Math.min(...ranked.map(({ whole }) => whole));
	const first = Math.max(1, Math.floor(least / 2));
	const wholes = new Set(Array.from({ length: STEPS + 1 }, (_, n) => Math.round(first + ((most - first) * n) / STEPS)));
	return rate.part === 0 || rate.part === rate.whole
		? []
		: [...wholes].map((whole) => ({ whole, ...limitsOf(rate.part / rate.whole, whole) }));
}
