import { eq } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { pagesNaming } from "#domain/regions/pages.ts";
import { changed, type Tag } from "#platform/changes.ts";

/** Drops the public pages of the places for which something changed. */
export async function shown(command: (tx: Tx) => Promise<string[]>): Promise<void> {
	const tags = await write(async (tx) => pagesAnsweredFor(tx, await command(tx)));
	if (tags.length > 0) changed(tags);
}

/** The villages that show who answers for these places, as tags for `changed()`. */
export async function pagesAnsweredFor(reader: Reader, regionIds: string[]): Promise<Tag[]> {
	const tags = new Set<Tag>();
	for (const regionId of new Set(regionIds)) {
		const [region] = await reader.select({ path: regions.path }).from(regions).where(eq(regions.id, regionId));
		for (const tag of region ? await pagesNaming(reader, region) : []) if (tag.startsWith("village:")) tags.add(tag);
	}
	return [...tags];
}
