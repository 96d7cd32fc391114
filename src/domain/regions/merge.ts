import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Tag } from "#platform/changes.ts";
import { carry } from "./carry.ts";
import { type MergePlan, mergePlan } from "./merge-plan.ts";
import { pagesNaming } from "./pages.ts";
import { requirePlace } from "./require-place.ts";

export interface Merging {
	regionId: string;
	intoId: string;
	by: Viewer;
	at: Date;
}

/** What was merged, and the public pages that change; null if it was merged before. */
type Merged = { plan: MergePlan; pages: Tag[] } | null;

/** A place ends in another one of its level. Households, what lies below and offices go along, and its old address leads there. */
export async function mergeWithin(tx: Tx, order: Merging): Promise<Merged> {
	if ((await requirePlace(tx, order.by, order.regionId)).mergedIntoId === order.intoId) return null;
	const plan = await mergePlan(tx, order);
	const before = await pagesNaming(tx, plan.place);
	for (const { id, was, name } of plan.below) {
		if (name !== was) await tx.update(regions).set({ name }).where(eq(regions.id, id));
		await carry(tx, id, plan.into);
	}
	await takeIn(tx, plan);
	await carryOffices(tx, plan, order);
	await tx.update(regions).set({ validTo: order.at, mergedIntoId: order.intoId }).where(eq(regions.id, order.regionId));
	await note(tx, plan, order);
	return { plan, pages: [...new Set([...before, ...(await pagesNaming(tx, plan.into))])] };
}

async function takeIn(tx: Tx, { homes, into }: MergePlan): Promise<void> {
	if (homes.length === 0) return;
	await tx.run(sql`
		update households set hamlet_id = ${into.id}, number = value ->> 'number'
		from json_each(${JSON.stringify(homes.map(({ id, number }) => ({ id, number })))}) where households.id = value ->> 'id'`);
}

/** Whoever merges gives the office in the other place; nobody gives one to themselves, so theirs stays given by whom it was. */
async function carryOffices(tx: Tx, { offices, into }: MergePlan, { by, at }: Merging): Promise<void> {
	for (const { id, personId, role, grantedBy } of offices) {
		const isOwn = personId === by.personId;
		await tx
			.update(roleGrants)
			.set({ revokedAt: at, revokedBy: isOwn ? null : by.personId })
			.where(eq(roleGrants.id, id));
		await tx
			.insert(roleGrants)
			.values({ personId, role, regionId: into.id, grantedBy: isOwn ? grantedBy : by.personId, grantedAt: at })
			.onConflictDoNothing();
	}
}

async function note(tx: Tx, { place, into, homes, below, offices }: MergePlan, { by, at }: Merging): Promise<void> {
	const renumbered = homes.filter(({ was, number }) => was !== number).map(({ id, was, number }) => [id, was, number]);
	const renamed = below.filter(({ was, name }) => was !== name).map(({ id, was, name }) => [id, was, name]);
	const went = { households: homes.length, places: below.length, people: [...new Set(offices.map(({ personId }) => personId))] };
	const detail = { into: into.id, ...went, renumbered, renamed };
	await record(tx, { at, actorId: by.personId, action: "region.merge", subject: `region:${place.id}`, detail, otherPlaceId: into.id });
}
