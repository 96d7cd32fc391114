import { and, gte, lt, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { regions } from "#db/schema/regions.ts";
import { ADMIN_ROLES, mayActIn, regionsOf } from "#domain/accounts/rules.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";

/** Who may look at places and households in their region; only admins change them. */
export const READERS: Role[] = [...ADMIN_ROLES, "auditor"];

/** Regions that the viewer may look at; what lies outside does not exist for them. */
export function seenBy(viewer: Viewer, path: SQLWrapper = regions.path): SQL {
	return inRegionsOf(viewer, READERS, path);
}

/** Regions that the viewer looks after. */
export function changedBy(viewer: Viewer): SQL {
	return inRegionsOf(viewer, ADMIN_ROLES, regions.path);
}

function inRegionsOf(viewer: Viewer, roles: Role[], path: SQLWrapper): SQL {
	return or(...regionsOf(viewer, ...roles).map((held) => within(held.path, path))) ?? sql`false`;
}

export function mayChange(viewer: Viewer, path: string): boolean {
	return mayActIn(viewer, path, ...ADMIN_ROLES);
}

/** The region with this path and all below it. A path ends in "/", and "0" is the character after it: a range that an index can walk. */
export function within(path: string, column: SQLWrapper = regions.path): SQL {
	return and(gte(column, path), lt(column, `${path.slice(0, -1)}0`)) as SQL;
}
