import { ADMIN_ROLES, isWithin, regionsOf } from "#domain/regions/scope.ts";
import type { HeldRole, Viewer } from "./types.ts";

/** Whether this admin sees the account among their staff: by a role in their place, or without any role if they look after a district. */
export function isInSight(viewer: Pick<Viewer, "roles">, paths: string[]): boolean {
	const held = regionsOf(viewer as Viewer, ...ADMIN_ROLES);
	if (paths.length === 0) return seesEverybody(held);
	return paths.some((path) => held.some((role) => isWithin(path, role.path)));
}

export function seesEverybody(roles: HeldRole[]): boolean {
	return roles.some(({ role }) => role === "district_admin");
}
