import { eq, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { randomCode } from "#platform/ids.ts";
import { requireHousehold } from "./household.ts";
import { withMerged } from "./merged.ts";

/** For a plate that was lost or photographed: the old code stops working at once. */
export async function rotateDoorToken({ householdId, by, at }: { householdId: string; by: Viewer; at: Date }): Promise<void> {
	await write(async (tx) => {
		await requireHousehold(tx, by, householdId);
		await replaceDoors(tx, householdId, at);
		await record(tx, { at, actorId: by.personId, action: "door_token.rotate", subject: `household:${householdId}` });
	});
}

/** Plates of households that were merged into this one open its door too, so they end with it. */
export async function replaceDoors(tx: Tx, householdId: string, at: Date): Promise<void> {
	const doors = await tx.all<{ id: string }>(sql`select id from ${withMerged(householdId)}`);
	for (const { id } of doors)
		await tx
			.update(households)
			.set({ doorToken: randomCode(10), doorTokenSince: at })
			.where(eq(households.id, id));
}
