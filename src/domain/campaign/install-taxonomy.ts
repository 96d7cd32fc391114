import type { Tx } from "#db/client.ts";
import { leafCategories, sloganGroupLeaves, sloganGroups } from "#db/schema/campaign.ts";
import { GROUPS, LEAVES } from "./leaves.ts";

/** Rows that a county has changed stay as they are. */
export async function installTaxonomy(tx: Tx): Promise<void> {
	const [installed] = await tx.select({ code: sloganGroups.code }).from(sloganGroups).limit(1);
	if (installed) return;
	await tx.insert(leafCategories).values(LEAVES.map(leafRow)).onConflictDoNothing();
	await tx.insert(sloganGroups).values(GROUPS.map(({ holds: _, ...group }, position) => ({ ...group, position })));
	await tx.insert(sloganGroupLeaves).values(GROUPS.flatMap(membersOf));
}

function leafRow({ plain, ...leaf }: (typeof LEAVES)[number], position: number) {
	return { ...leaf, plain: plain?.[0] ?? leaf.name, plainEn: plain?.[1] ?? leaf.nameEn, isForCourtyard: plain !== undefined, position };
}

function membersOf({ code, holds }: (typeof GROUPS)[number]) {
	const members = LEAVES.filter((leaf) => holds.some((beginning) => leaf.code.startsWith(beginning)));
	return members.map((leaf) => ({ groupCode: code, leafCode: leaf.code }));
}
