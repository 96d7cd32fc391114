import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayChange, seenBy } from "./scope.ts";

export type PlaceRow = typeof regions.$inferSelect;

/** The place that an admin wants to change: not_found if they may not see it, forbidden if they may only look. */
export async function requirePlace(tx: Tx, by: Viewer, regionId: string): Promise<PlaceRow> {
	const [place] = await tx
		.select()
		.from(regions)
		.where(and(eq(regions.id, regionId), seenBy(by)));
	if (!place) throw new Refusal("not_found", "common.notFound");
	if (!mayChange(by, place.path)) throw new Refusal("forbidden", "common.forbidden");
	return place;
}
