import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { randomCode } from "#platform/ids.ts";
import { type Became, type Changed, noteOn } from "./change-household.ts";
import { requireName } from "./membership.ts";
import { requireHamlet, requireNumber } from "./numbers.ts";
import type { HouseholdStatus } from "./types.ts";

export interface NewHousehold {
	hamletId: string;
	/** Empty: the next one. */
	number: string;
	headName: string;
	status: HouseholdStatus;
	by: Viewer | null;
	at: Date;
}

export async function addHousehold(tx: Tx, { headName: typed, status, ...wanted }: NewHousehold): Promise<Changed> {
	const headName = requireName(typed, "headName");
	const made = await settle(tx, { ...wanted, headName, status });
	return made;
}

/** A new household with its own code, door and number; it begins without points and without a record. */
export async function settle(
	tx: Tx,
	{ hamletId, number: typed, headName, status, splitFromId, by, at, ...more }: NewHousehold & { splitFromId?: string; from?: string },
): Promise<Changed & { number: string }> {
	const hamlet = await requireHamlet(tx, by, hamletId);
	const number = await requireNumber(tx, hamletId, typed);
	const householdId = newId();
	await tx.insert(households).values({
		...{ id: householdId, hamletId, villageId: hamlet.villageId, number, headName, status, splitFromId: splitFromId ?? null },
		...{ publicCode: randomCode(10), doorToken: randomCode(10), doorTokenSince: at, createdAt: at },
	});
	const became: Became = { ...more, to: `${hamlet.name} ${number} ${headName}` };
	await noteOn(tx, { householdId, by, at })("household.add", became);
	return { householdId, number, pages: ["home", "wall", `village:${hamlet.villageId}`] };
}
