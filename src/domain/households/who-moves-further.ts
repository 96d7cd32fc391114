import { db } from "#db/client.ts";
import { whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, isWithin, levelsIn, regionsOf } from "#domain/regions/scope.ts";
import type { HouseholdRow } from "./household.ts";
import type { MovesFurther } from "./types.ts";

/** Whom to ask for a move out of one's own office, of which two places know only higher up; null for an office over everything. */
export async function whoMovesFurther(viewer: Viewer, { householdId, hamlet, village }: HouseholdRow): Promise<MovesFurther | null> {
	const own = regionsOf(viewer, ...ADMIN_ROLES).filter(({ path }) => isWithin(hamlet.path, path));
	const highest = Math.min(...own.map(({ path }) => levelsIn(path)));
	const above = hamlet.path.split("/").slice(1, highest);
	const id = above.at(-1);
	if (!id) return null;
	const region = { id, path: `/${above.join("/")}/` };
	const who = await whoMaySign(db, { region, roles: ADMIN_ROLES, besides: [], householdId });
	return { outOf: (highest === 3 ? village.bareName : village.town) ?? "", who };
}
