import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { remembered } from "#db/remembered.ts";
import { leafCategories, sloganGroupLeaves, sloganGroups } from "#db/schema/campaign.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import type { CategoryGroup } from "./types.ts";

/** The portal has no command to change them; a change made in the database shows after a minute. */
export const categories = remembered(MINUTE_MS, readCategories).recall;

async function readCategories(): Promise<{ groups: CategoryGroup[] }> {
	const rows = await db
		.select({ group: sloganGroups, leaf: leafCategories })
		.from(sloganGroups)
		.innerJoin(sloganGroupLeaves, eq(sloganGroupLeaves.groupCode, sloganGroups.code))
		.innerJoin(leafCategories, eq(leafCategories.code, sloganGroupLeaves.leafCode))
		.where(eq(leafCategories.isForCourtyard, true))
		.orderBy(asc(sloganGroups.position), asc(leafCategories.position));
	const groups = new Map<string, CategoryGroup>();
	for (const { group, leaf } of rows) {
		const { code, name, nameEn } = group;
		const entry = groups.get(code) ?? { code, name, nameEn, leaves: [] };
		entry.leaves.push({ code: leaf.code, name: leaf.name, nameEn: leaf.nameEn, plain: leaf.plain, plainEn: leaf.plainEn });
		groups.set(code, entry);
	}
	return { groups: [...groups.values()] };
}
