import { and, gte, inArray, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { regions } from "#db/schema/regions.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";

// A region's path is the ids from the top down to itself, "/district/town/village/". What lies in a region has a path that begins with the region's.

export const ADMIN_ROLES: Role[] = ["village_admin", "town_admin", "district_admin"];
/** Roles that may look at places and households in their region. Only admins may change them. */
export const READERS: Role[] = [...ADMIN_ROLES, "auditor"];

export function regionsOf(viewer: Pick<Viewer, "roles"> | null | undefined, ...roles: Role[]): HeldRole[] {
	return (viewer?.roles ?? []).filter((held) => roles.includes(held.role));
}

/** Without places that lie in others of them. */
export function outermost<Held extends { path: string }>(held: Held[]): Held[] {
	const isFirst = (one: Held, n: number) => held.findIndex(({ path }) => path === one.path) === n;
	return held.filter((one, n) => isFirst(one, n) && !held.some(({ path }) => path !== one.path && isWithin(one.path, path)));
}

/** The outermost places of an office. */
export function officeIds(viewer: Viewer, roles: Role[]): string[] {
	return outermost(regionsOf(viewer, ...roles)).map(({ regionId }) => regionId);
}

/** 1 for a district's path, 4 for a hamlet's. */
export function levelsIn(path: string): number {
	return path.split("/").length - 2;
}

export function isWithin(path: string, above: string): boolean {
	return path.startsWith(above);
}

export function mayActIn(viewer: Pick<Viewer, "roles"> | null | undefined, path: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => isWithin(path, held.path));
}

/** Whether the viewer holds one of the roles over this region or over a part of it. */
export function hasPartIn(viewer: Viewer | null | undefined, path: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => isWithin(path, held.path) || isWithin(held.path, path));
}

export function mayChange(viewer: Viewer, path: string): boolean {
	return mayActIn(viewer, path, ...ADMIN_ROLES);
}

/** This region and all below it, as a range that an index can walk (LIKE has wildcards). "~" sorts after every character of an id. */
export function within(path: string | SQLWrapper, column: SQLWrapper = regions.path): SQL {
	const end = typeof path === "string" ? `${path}~` : sql`${path} || '~'`;
	return and(gte(column, path), lt(column, end)) as SQL;
}

/** This region and all above it, as a list that an index can look up. */
export function reachingTo(path: string, column: SQLWrapper = regions.path): SQL {
	const ids = path.split("/").slice(1, -1);
	return inArray(
		column,
		ids.map((_, n) => `/${ids.slice(0, n + 1).join("/")}/`),
	);
}

export function inOfficeOf(viewer: Viewer, roles: Role[], column: SQLWrapper = regions.path): SQL {
	return or(...regionsOf(viewer, ...roles).map((held) => within(held.path, column))) ?? sql`false`;
}

/** The villages in which an office has a part; null if its part is a district, whose lists are read as a whole. */
export function villagesOf(viewer: Viewer, roles: Role[]): SQL | null {
	return villagesIn(regionsOf(viewer, ...roles).map(({ path }) => path));
}

/** The same of places by their paths, as `village_id`. */
export function villagesIn(paths: string[]): SQL | null {
	if (paths.some((path) => levelsIn(path) === 1)) return null;
	const there = or(...paths.map((path) => within(path))) ?? sql`false`;
	return sql`select distinct case level when 'hamlet' then parent_id else id end as village_id from regions
		where level in ('village', 'hamlet') and (${there})`;
}

export function partlyInOfficeOf(viewer: Viewer, roles: Role[], column: SQLWrapper = regions.path): SQL {
	return or(...regionsOf(viewer, ...roles).flatMap(({ path }) => [within(path, column), reachingTo(path, column)])) ?? sql`false`;
}

export function seenBy(viewer: Viewer, column: SQLWrapper = regions.path): SQL {
	return inOfficeOf(viewer, READERS, column);
}

export function changedBy(viewer: Viewer): SQL {
	return inOfficeOf(viewer, ADMIN_ROLES);
}
