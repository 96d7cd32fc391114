import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { randomCode } from "#platform/ids.ts";
import { requireHousehold } from "./household.ts";

/** For a plate that was lost or photographed: the old code stops working at once. */
export async function rotateDoorToken({ householdId, by, at }: { householdId: string; by: Viewer; at: Date }): Promise<void> {
	await write(async (tx) => {
		await requireHousehold(tx, by, householdId);
		await tx
			.update(households)
			.set({ doorToken: randomCode(10), doorTokenSince: at })
			.where(eq(households.id, householdId));
		await record(tx, { at, actorId: by.personId, action: "door_token.rotate", subject: `household:${householdId}` });
	});
}
