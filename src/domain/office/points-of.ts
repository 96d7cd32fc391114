import { inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { balanceOf } from "#domain/points/ledger.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";

export const POINTS_READERS: Role[] = ["storekeeper"];

/** So few that nobody reads a village as a list. */
const MOST = 5;

/** Households of the viewer's places that somebody asks about at the counter, by name, number or code, with what each could spend now. */
export async function pointsOf(viewer: Viewer, typed: string) {
	const { ids } = await findHouseholds(viewer, { typed, most: MOST, roles: POINTS_READERS });
	const rows = await db
		.select({ householdId: households.id, number: households.number, headName: households.headName, ...PLACE })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(inArray(households.id, ids));
	const homes = await Promise.all(rows.map(async (home) => ({ ...home, points: await balanceOf(home.householdId) })));
	return ids.flatMap((id) => homes.find(({ householdId }) => householdId === id) ?? []);
}
