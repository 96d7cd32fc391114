import { setImmediate as breathe } from "node:timers/promises";
import { db, type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import { changed } from "#platform/changes.ts";
import { enterDuty } from "../duties.ts";
import { enterMember } from "../members.ts";
import { pagesAnsweredFor } from "../pages.ts";
import { type ByAdmin, enterPhone, enterUnit } from "../units.ts";
import { readUnits } from "./columns.ts";
import { planUnits, type UnitOrder } from "./plan.ts";
import type { PlannedLine } from "./types.ts";

export type UnitPlan = { lines: PlannedLine[] };

/** Only tells what the file would change. */
export async function planUnitFile(buffer: Uint8Array, by: Viewer): Promise<UnitPlan | ImportErrors> {
	const table = await readUnits(buffer);
	const orders = table.errors.count > 0 ? [] : await planUnits(db, table, by);
	return table.errors.count > 0 ? table.errors.refusal() : { lines: told(orders) };
}

/** Carries out the whole file or nothing: nothing as well if it would now change something else than what was seen. */
export async function carryOutUnitFile(buffer: Uint8Array, { seen, by, at }: ByAdmin & { seen: UnitPlan }): Promise<void> {
	const table = await readUnits(buffer);
	const tags = await write(async (tx) => {
		const orders = await planUnits(tx, table, by);
		if (table.errors.count > 0 || JSON.stringify(told(orders)) !== JSON.stringify(seen.lines))
			throw new Refusal("conflict", "units.file.changedMeanwhile");
		for (const [n, order] of orders.entries()) {
			if (order.changes.length > 0) await carryOut(tx, order, { by, at });
			if (n % 50 === 0) await breathe();
		}
		return pagesAnsweredFor(
			tx,
			orders.flatMap(({ changes, duty, regionId }) => (changes.length > 0 ? [duty?.regionId ?? regionId] : [])),
		);
	});
	if (tags.length > 0) changed(tags);
}

async function carryOut(tx: Tx, { unit, regionId, phone, duty, personId }: UnitOrder, admin: ByAdmin): Promise<void> {
	const { unitId } = await enterUnit(tx, { ...admin, regionId, name: unit, phone: phone ?? "" });
	if (phone !== undefined) await enterPhone(tx, { ...admin, unitId, phone });
	if (duty) await enterDuty(tx, { ...admin, ...duty, unitId });
	if (personId) await enterMember(tx, { ...admin, unitId, personId });
}

function told(orders: UnitOrder[]): PlannedLine[] {
	return orders.map(({ line, unit, place, changes }) => ({ line, unit, place, changes }));
}
