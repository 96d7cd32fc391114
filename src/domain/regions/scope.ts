import { and, gte, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { regions } from "#db/schema/regions.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";

// A region's path is the ids from the top down to its own, "/district/town/village/": what lies in it has a path that begins with its path.

export const ADMIN_ROLES: Role[] = ["village_admin", "town_admin", "district_admin"];
/** Who may look at places and households in their region; only admins change them. */
export const READERS: Role[] = [...ADMIN_ROLES, "auditor"];

/** Where the viewer may act in this role; empty = nowhere. */
export function regionsOf(viewer: Viewer | null | undefined, ...roles: Role[]): HeldRole[] {
	return (viewer?.roles ?? []).filter((held) => roles.includes(held.role));
}

/** Whether the first region is the second or lies in it. */
export function isWithin(path: string, above: string): boolean {
	return path.startsWith(above);
}

/** Whether the viewer holds one of the roles over the region with this path. */
export function mayActIn(viewer: Viewer | null | undefined, path: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => isWithin(path, held.path));
}

/** Whether the viewer holds one of the roles over the region with this path, or over a part of it. */
export function hasPartIn(viewer: Viewer | null | undefined, path: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => isWithin(path, held.path) || isWithin(held.path, path));
}

export function mayChange(viewer: Viewer, path: string): boolean {
	return mayActIn(viewer, path, ...ADMIN_ROLES);
}

/** The region with this path and all below it: a range that an index can walk, without the wildcards of LIKE. "~" comes after all that ids are made of. */
export function within(path: string | SQLWrapper, column: SQLWrapper = regions.path): SQL {
	const end = typeof path === "string" ? `${path}~` : sql`${path} || '~'`;
	return and(gte(column, path), lt(column, end)) as SQL;
}

/** The region with this path and all above it. */
export function reachingTo(path: string, column: SQLWrapper = regions.path): SQL {
	return sql`instr(${path}, ${column}) = 1`;
}

/** In whose office: what lies in the regions over which the viewer holds one of the roles. */
export function inOfficeOf(viewer: Viewer, roles: Role[], column: SQLWrapper = regions.path): SQL {
	return or(...regionsOf(viewer, ...roles).map((held) => within(held.path, column))) ?? sql`false`;
}

/** What `hasPartIn` says, of rows. */
export function partlyInOfficeOf(viewer: Viewer, roles: Role[], column: SQLWrapper = regions.path): SQL {
	return or(...regionsOf(viewer, ...roles).flatMap(({ path }) => [within(path, column), reachingTo(path, column)])) ?? sql`false`;
}

/** Regions that the viewer may look at; what lies outside does not exist for them. */
export function seenBy(viewer: Viewer, column: SQLWrapper = regions.path): SQL {
	return inOfficeOf(viewer, READERS, column);
}

/** Regions that the viewer looks after. */
export function changedBy(viewer: Viewer): SQL {
	return inOfficeOf(viewer, ADMIN_ROLES);
}
