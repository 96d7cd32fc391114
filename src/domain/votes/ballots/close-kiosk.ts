import { and, eq, isNull } from "drizzle-orm";
import { write } from "#db/client.ts";
import { voteKiosks } from "#db/schema/votes/ballots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { openKioskOf } from "./kiosk.ts";

/** Makes the device an ordinary one again. Closed already, nothing changes. */
export async function closeKiosk({ viewer, kioskId, at }: { viewer: Viewer; kioskId: string; at: Date }): Promise<void> {
	await write(async (tx) => {
		const kiosk = await openKioskOf(kioskId, at, tx);
		if (!kiosk) return;
		if (!mayActIn(viewer, kiosk.regionPath, ...ADMIN_ROLES)) throw new Refusal("forbidden", "kiosk.notYours");
		await tx
			.update(voteKiosks)
			.set({ closedAt: at })
			.where(and(eq(voteKiosks.id, kioskId), isNull(voteKiosks.closedAt)));
		await record(tx, { at, actorId: viewer.personId, action: "kiosk.close", subject: `kiosk:${kioskId}` });
	});
}
