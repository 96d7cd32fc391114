import { type Tx, write } from "#db/client.ts";
import { type Merging, mergeWithin } from "#domain/regions/merge.ts";
import type { MergePlan } from "#domain/regions/merge-plan.ts";
import { changed } from "#platform/changes.ts";
import { nameOf, tellOf } from "./change-household.ts";

/** A place ends in another one. The households of a hamlet whose number was taken there read what it became: the old one stands on their plate. */
export async function mergeRegion(order: Merging): Promise<void> {
	const merged = await write(async (tx) => {
		const done = await mergeWithin(tx, order);
		if (done) await tellRenumbered(tx, done.plan, order);
		return done;
	});
	if (merged) changed(merged.pages);
}

async function tellRenumbered(tx: Tx, { place, into, homes }: MergePlan, { by, at }: Merging): Promise<void> {
	for (const { id: householdId, headName, was, number, isClosed } of homes) {
		if (isClosed || was === number) continue;
		const [from, to] = [nameOf({ place: place.inFull, number: was, headName }), nameOf({ place: into.inFull, number, headName })];
		await tellOf(tx, { householdId, by, at }, { what: "moved", from, to });
	}
}
