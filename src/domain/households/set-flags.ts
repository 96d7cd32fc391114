import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { requireHousehold } from "./household.ts";
import type { HouseholdStatus } from "./types.ts";

interface Flags {
	status: HouseholdStatus;
	isHardship: boolean;
	isUnranked: boolean;
}

export async function setHouseholdFlags({
	householdId,
	by,
	at,
	...said
}: Flags & { householdId: string; by: Viewer; at: Date }): Promise<void> {
	const flags: Flags = { status: said.status, isHardship: said.isHardship, isUnranked: said.isUnranked };
	await write(async (tx) => {
		const household = await requireHousehold(tx, by, householdId);
		const isSame = (Object.keys(flags) as (keyof Flags)[]).every((flag) => flags[flag] === household[flag]);
		if (isSame) return;
		await tx.update(households).set(flags).where(eq(households.id, householdId));
		// Without the values: auditors export the trail, and it must not tell who is in hardship.
		await record(tx, { at, actorId: by.personId, action: "household.describe", subject: `household:${householdId}` });
	});
}
