import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { storeDeliveries, storeDonors, storeGoods, storeTakingLines } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf } from "#domain/approvals/approvals.ts";
import { READERS } from "#domain/regions/scope.ts";
import { requireStore } from "./keepers.ts";

/** What waits for a second signature, and the last ones that were answered, with what they are about. */
export async function stockPapers(viewer: Viewer, villageId: string) {
	await requireStore(db, viewer, villageId, READERS, { orKeeper: true });
	const all = await approvalsOf(["store"], eq(approvals.regionId, villageId));
	const shown = all.slice(-20).reverse();
	const idsOf = (what: string) => shown.flatMap(({ subject }) => (subject.startsWith(`${what}/`) ? [subject.slice(what.length + 1)] : []));
	const deliveries = await db
		.select({
			id: storeDeliveries.id,
			name: storeGoods.name,
			unit: storeGoods.unit,
			quantity: storeDeliveries.quantity,
			unitCost: storeDeliveries.unitCost,
			donor: storeDonors.name,
		})
		.from(storeDeliveries)
		.innerJoin(storeGoods, eq(storeGoods.id, storeDeliveries.goodId))
		.leftJoin(storeDonors, eq(storeDonors.id, storeDeliveries.donorId))
		.where(inArray(storeDeliveries.id, idsOf("delivery")));
	const lines = await db
		.select({
			id: storeTakingLines.takingId,
			name: storeGoods.name,
			unit: storeGoods.unit,
			expected: storeTakingLines.expected,
			counted: storeTakingLines.counted,
		})
		.from(storeTakingLines)
		.innerJoin(storeGoods, eq(storeGoods.id, storeTakingLines.goodId))
		.where(and(inArray(storeTakingLines.takingId, idsOf("taking")), sql`${storeTakingLines.expected} <> ${storeTakingLines.counted}`));
	return shown.map((approval) => {
		const id = approval.subject.split("/")[1];
		return { approval, delivery: deliveries.find((one) => one.id === id) ?? null, differences: lines.filter((one) => one.id === id) };
	});
}
