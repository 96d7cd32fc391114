import { and, eq, inArray, or } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import type { Tag } from "#platform/changes.ts";
import { within } from "./scope.ts";

/** The public pages that show this place's name, as tags for `changed()`. */
export async function pagesNaming(reader: Reader, { path }: { path: string }): Promise<Tag[]> {
	const above = path.split("/").filter(Boolean);
	const villages = await reader
		.select({ id: regions.id })
		.from(regions)
		.where(and(eq(regions.level, literal("village")), or(within(path), inArray(regions.id, above))));
	return ["places", "home", "wall", "votes", ...villages.map(({ id }): Tag => `village:${id}`)];
}
