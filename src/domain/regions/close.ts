import { and, count, eq, isNull, ne } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { pagesNaming } from "./pages.ts";
import { type PlaceRow, requirePlace } from "./require-place.ts";
import { within } from "./scope.ts";

export async function closeRegion({ regionId, by, at }: { regionId: string; by: Viewer; at: Date }): Promise<void> {
	const pages = await write(async (tx) => {
		const place = await requirePlace(tx, by, regionId);
		if (place.validTo) return [];
		await requireVacant(tx, place);
		await tx.update(regions).set({ validTo: at }).where(eq(regions.id, regionId));
		await record(tx, { at, actorId: by.personId, action: "region.close", subject: `region:${regionId}` });
		return pagesNaming(tx, place);
	});
	if (pages.length > 0) changed(pages);
}

async function requireVacant(tx: Tx, { id, path, name }: PlaceRow): Promise<void> {
	const [homes] = await tx
		.select({ open: count() })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(within(path), isNull(households.closedAt)));
	if (homes?.open) throw new Refusal("conflict", "regions.stillLivedIn", { params: { name, households: homes.open } });
	const [places] = await tx
		.select({ open: count() })
		.from(regions)
		.where(and(within(path), ne(regions.id, id), isNull(regions.validTo)));
	if (places?.open) throw new Refusal("conflict", "regions.stillHasPlaces", { params: { name, places: places.open } });
}
