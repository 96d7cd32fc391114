import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { DatabaseBusy, db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { ADMIN_ROLES, inOfficeOf, isWithin, READERS, regionsOf } from "#domain/regions/scope.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import { typedCode } from "#domain/text.ts";
import { enterStale } from "./enter.ts";
import { among, expressionsFor, parted } from "./rules.ts";
import type { PlaceFound } from "./types.ts";

interface Sought {
	/** A name or a part of it, pinyin or its first letters, a number or code; words for places around it may stand before. */
	typed: string;
	/** The path of a place; without it, all places over which the viewer has one of the roles. */
	path?: string | undefined;
	most: number;
	/** Those who may look, if left out. */
	roles?: Role[];
}

/** Open places of these levels, best first. */
export async function findPlaces(viewer: Viewer, sought: Sought & { levels: readonly RegionLevel[] }): Promise<PlaceFound[]> {
	await enterWhatChanged();
	return placesFound(sightOf(viewer, sought.roles), sought);
}

/** The same for everybody: places are no secret. What was renamed a minute ago the job has read; strangers write nothing. */
export async function findOpenPlaces(
	typed: string,
	{ levels, most }: { levels: readonly RegionLevel[]; most: number },
): Promise<PlaceFound[]> {
	if (typed === "") return [];
	const open = and(eq(regions.level, literal("district")), isNull(regions.validTo));
	const districts = await db.select({ id: regions.id }).from(regions).where(open);
	return placesFound({ held: districts.map(({ id }) => id), seen: sql`true` }, { typed, levels, most });
}

/** Through what is looked: the places held, with all below them, and what of it may be seen. */
interface Sight {
	held: string[];
	seen: SQL;
}

function sightOf(viewer: Viewer, roles = READERS): Sight {
	return { held: regionsOf(viewer, ...roles).map(({ regionId }) => regionId), seen: inOfficeOf(viewer, roles) };
}

/** A few places that this admin may choose; none while nothing is looked for. */
export async function findChoices(viewer: Viewer, typed: string, levels: readonly RegionLevel[]): Promise<PlaceFound[]> {
	return typed === "" ? [] : findPlaces(viewer, { typed, levels, roles: ADMIN_ROLES, most: 12 });
}

const FOUND = cursorOf("found", "number", "number");

/** The ids of open households, best first; `after` is the `next` of the page before. A door code or public code finds its household alone. */
export async function findHouseholds(
	viewer: Viewer,
	sought: Sought & { after?: string | undefined },
): Promise<{ ids: string[]; next: string | null }> {
	await enterWhatChanged();
	const sight = sightOf(viewer, sought.roles);
	const seen = sql`h.closed_at is null and ${sight.seen}`;
	const coded = await householdWithCode(sought, seen);
	if (coded) return { ids: [coded], next: null };
	const [tier = 0, number = 0] = FOUND.read(sought.after) ?? [];
	const things = sql`cross join households h on h.id = e.household_id cross join regions on regions.id = h.hamlet_id`;
	const rows = await walk<{ id: string }>(await tiersFor(sight, sought, ["household"]), {
		...{ begin: { tier, number }, most: sought.most + 1 },
		read: (match, limit) => sql`select i.rowid as number, h.id as id ${match(things)} and ${seen} ${limit}`,
	});
	const { page, next } = FOUND.cut(rows, sought.most, (last) => [last.tier, last.number]);
	return { ids: page.map(({ id }) => id), next };
}

/** Reads what was changed a moment ago; more than that, or while somebody else writes, is left to the job. */
async function enterWhatChanged(): Promise<void> {
	await enterStale({ most: 1, patienceMs: 500 }).catch((error: unknown) => {
		if (!(error instanceof DatabaseBusy)) throw error;
	});
}

async function householdWithCode({ typed, path = "" }: Sought, seen: SQL): Promise<string | undefined> {
	const code = typedCode(typed);
	if (code.length !== 10) return undefined;
	const found = await db.all<{ id: string; path: string }>(sql`
		select h.id, regions.path from households h join regions on regions.id = h.hamlet_id where ${seen} and (h.door_token = ${code} or h.public_code = ${code})`);
	return found.find((home) => isWithin(home.path, path))?.id;
}

type Row = Omit<PlaceFound, "above"> & { parent: string | null; parentLevel: string | null; grandparent: string | null };

async function placesFound(sight: Sight, sought: Sought & { levels: readonly RegionLevel[] }): Promise<PlaceFound[]> {
	const seen = sql`regions.valid_to is null and ${sight.seen}`;
	const things = sql`cross join regions on regions.id = e.region_id
		left join regions parent on parent.id = regions.parent_id left join regions grandparent on grandparent.id = parent.parent_id`;
	const rows = await walk<Row>(await tiersFor(sight, sought, [...sought.levels]), {
		...{ begin: { tier: 0, number: 0 }, most: sought.most },
		read: (match, limit) => sql`select i.rowid as number, regions.id as "regionId", regions.code, regions.level, regions.name, regions.path,
			parent.name as parent, parent.level as "parentLevel", grandparent.name as grandparent ${match(things)} and ${seen} ${limit}`,
	});
	return rows.map(({ parent, parentLevel, grandparent, regionId, code, level, name, path }) => ({
		...{ regionId, code, level, name, path },
		above: parentLevel === "village" ? [grandparent ?? "", parent ?? ""] : parentLevel === "town" ? [parent ?? ""] : [],
	}));
}

/** Longer than any name. */
const MOST_TYPED = 240;

async function tiersFor(sight: Sight, { typed, path }: Sought, kinds: string[]): Promise<string[]> {
	const held = path ? [path.split("/").at(-2) ?? ""] : sight.held;
	if (held.length === 0) return [];
	const text = typed.slice(0, MOST_TYPED);
	const whole = expressionsFor(text).map((expression) => among(expression, held, kinds));
	const parts = parted(text);
	const around = parts ? await placesAround(sight, parts.around) : [];
	if (!parts || around.length === 0) return whole;
	return [...whole, ...expressionsFor(parts.sought).map((expression) => among(expression, held, kinds, ...around))];
}

const PLACES_AROUND = 60;

/** For each word the places that it may mean; nothing at all if one means none. */
async function placesAround(sight: Sight, words: string[]): Promise<string[][]> {
	const groups: string[][] = [];
	for (const typed of words) {
		const found = await placesFound(sight, { typed, levels: ["town", "village", "hamlet"], most: PLACES_AROUND });
		if (found.length === 0) return [];
		groups.push(found.map(({ regionId }) => regionId));
	}
	return groups;
}

interface Walk {
	begin: { tier: number; number: number };
	most: number;
	read: (match: (things: SQL) => SQL, limit: SQL) => SQL;
}

/** One tier after the other, each in the order of the index, until there are enough. */
async function walk<R extends object>(tiers: string[], { begin, most, read }: Walk): Promise<(R & { tier: number; number: number })[]> {
	const rows: (R & { tier: number; number: number })[] = [];
	for (const [tier, expression] of tiers.entries()) {
		if (tier < begin.tier || rows.length >= most) continue;
		const after = tier === begin.tier ? begin.number : 0;
		const match = (things: SQL) => sql`from search_index i cross join search_entries e on e.number = i.rowid ${things}
			where search_index match ${expression} and i.rowid > ${after}`;
		const found = await db.all<R & { number: number }>(read(match, sql`order by i.rowid limit ${most - rows.length}`));
		rows.push(...found.map((row) => ({ ...row, tier })));
	}
	return rows;
}
