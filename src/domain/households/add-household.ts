import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { randomCode } from "#platform/ids.ts";
import { type Became, type Changed, nameOf, noteOn } from "./change-household.ts";
import { requireName } from "./membership.ts";
import { requireHamlet, requireNotJustAdded, requireNumber } from "./numbers.ts";
import type { HouseholdStatus } from "./types.ts";

export interface NewHousehold {
	hamletId: string;
	/** Empty: the next one. */
	number: string;
	headName: string;
	status: HouseholdStatus;
	/** It is known that one of this head was entered here within a day, and that this is another. */
	isAnother?: boolean;
	by: Viewer | null;
	at: Date;
}

/** A new household with its own code, door and number; it begins without points and without a record. */
export function addHousehold(tx: Tx, { headName, ...wanted }: NewHousehold): Promise<Changed> {
	return settle(tx, { ...wanted, headName: requireName(headName, "headName") });
}

export async function settle(
	tx: Tx,
	{
		hamletId,
		number: typed,
		headName,
		status,
		isAnother,
		splitFromId,
		by,
		at,
		...more
	}: NewHousehold & { splitFromId?: string; from?: string },
): Promise<Changed & { number: string }> {
	const hamlet = await requireHamlet(tx, by, hamletId);
	if (!isAnother) await requireNotJustAdded(tx, { hamletId, headName, at });
	const number = await requireNumber(tx, hamletId, typed);
	const householdId = newId();
	await tx.insert(households).values({
		...{ id: householdId, hamletId, villageId: hamlet.villageId, number, headName, status, splitFromId: splitFromId ?? null },
		...{ publicCode: randomCode(10), doorToken: randomCode(10), doorTokenSince: at, createdAt: at },
	});
	const became: Became = { ...more, to: nameOf({ place: hamlet.place, number, headName }) };
	await noteOn(tx, { householdId, by, at })("household.add", became);
	return { householdId, number, pages: ["home", "wall", `village:${hamlet.villageId}`] };
}
