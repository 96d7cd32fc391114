import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { pagesNaming } from "./pages.ts";
import { requireFreeName, requireName, requireOpenPlace } from "./require-place.ts";

export async function renameRegion({ regionId, name, by, at }: { regionId: string; name: string; by: Viewer; at: Date }): Promise<void> {
	const wanted = requireName(name);
	const pages = await write(async (tx) => {
		const place = await requireOpenPlace(tx, by, regionId);
		if (place.name === wanted) return [];
		await requireFreeName(tx, { ...place, name: wanted });
		return renameWithin(tx, { regionId, from: place.name, to: wanted, by, at });
	});
	if (pages.length > 0) changed(pages);
}

interface Renaming {
	regionId: string;
	from: string;
	to: string;
	/** Null for the machine's operator. */
	by: Viewer | null;
	at: Date;
}

/** For whoever renames it within their own transaction; returns the public pages that change. */
export async function renameWithin(tx: Tx, { regionId, from, to, by, at }: Renaming): Promise<Tag[]> {
	const [place] = await tx.update(regions).set({ name: to }).where(eq(regions.id, regionId)).returning({ path: regions.path });
	await record(tx, { at, actorId: by?.personId ?? null, action: "region.rename", subject: `region:${regionId}`, detail: { from, to } });
	return place ? pagesNaming(tx, place) : [];
}
