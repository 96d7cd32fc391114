import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { voteKiosks } from "#db/schema/votes/ballots.ts";
import { endSession } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { kioskEveningOf } from "../rules.ts";
import type { Kiosk } from "./kiosk.ts";

/** Makes a device the kiosk of a region until the evening. The session of whoever opens it ends: the next who sits down there is a villager. */
export async function openKiosk({ viewer, regionId, at }: { viewer: Viewer; regionId: string; at: Date }): Promise<Kiosk> {
	const kiosk = await write(async (tx) => {
		const [region] = await tx.select().from(regions).where(eq(regions.id, regionId));
		if (!region || !mayActIn(viewer, region.path, ...ADMIN_ROLES)) throw new Refusal("forbidden", "kiosk.notYours");
		const [kioskId, closesAt] = [newId(), kioskEveningOf(at)];
		await tx.insert(voteKiosks).values({ id: kioskId, regionId, openedBy: viewer.personId, openedAt: at, closesAt });
		await record(tx, { at, actorId: viewer.personId, action: "kiosk.open", subject: `kiosk:${kioskId}`, detail: { regionId } });
		return { kioskId, regionName: region.name, regionPath: region.path, closesAt };
	});
	await endSession(viewer.sessionId, at);
	return kiosk;
}
