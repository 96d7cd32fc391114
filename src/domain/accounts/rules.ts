import type { HeldRole, Role, Viewer } from "./types.ts";

/** Where the viewer may act in this role; empty = nowhere. */
export function regionsOf(viewer: Viewer | null | undefined, ...roles: Role[]): HeldRole[] {
	return (viewer?.roles ?? []).filter((held) => roles.includes(held.role));
}

/** Whether the viewer holds one of the roles over the region with this path. */
export function mayActIn(viewer: Viewer | null | undefined, regionPath: string, ...roles: Role[]): boolean {
	return regionsOf(viewer, ...roles).some((held) => regionPath.startsWith(held.path));
}

export const ADMIN_ROLES: Role[] = ["village_admin", "town_admin", "district_admin"];
