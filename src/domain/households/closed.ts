import { and, desc, isNotNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { seenBy, within } from "#domain/regions/scope.ts";

/** What a village or hamlet keeps of the last hundred households that ended, so that their record is found. */
export function closedHouseholds(viewer: Viewer, path: string) {
	const { id: householdId, number, headName, closedAt } = households;
	return db
		.select({ householdId, number, headName, hamlet: regions.name, closedAt })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(isNotNull(closedAt), within(path), seenBy(viewer)))
		.orderBy(desc(closedAt), desc(householdId))
		.limit(100);
}
