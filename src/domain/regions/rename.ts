import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { changed } from "#platform/changes.ts";
import { pagesNaming } from "./pages.ts";
import { requireFreeName, requireName, requireOpenPlace } from "./require-place.ts";

export async function renameRegion({ regionId, name, by, at }: { regionId: string; name: string; by: Viewer; at: Date }): Promise<void> {
	const wanted = requireName(name);
	const pages = await write(async (tx) => {
		const place = await requireOpenPlace(tx, by, regionId);
		if (place.name === wanted) return [];
		await requireFreeName(tx, { ...place, name: wanted });
		await tx.update(regions).set({ name: wanted }).where(eq(regions.id, regionId));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "region.rename",
			subject: `region:${regionId}`,
			detail: { from: place.name, to: wanted },
		});
		return pagesNaming(tx, place);
	});
	if (pages.length > 0) changed(pages);
}
