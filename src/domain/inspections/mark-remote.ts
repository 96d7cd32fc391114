import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { remoteHamlets } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";

interface Marking {
	hamletId: string;
	isRemote: boolean;
	by: Viewer;
	at: Date;
}

/** 偏远, by the town or the district: the village itself would choose where it is looked at. */
export async function markRemote({ hamletId, isRemote, by, at }: Marking): Promise<void> {
	await write(async (tx) => {
		const [hamlet] = await tx.select({ path: regions.path, level: regions.level }).from(regions).where(eq(regions.id, hamletId));
		if (hamlet?.level !== "hamlet" || !mayActIn(by, hamlet.path, "town_admin", "district_admin"))
			throw new Refusal("not_found", "common.notFound");
		const known = (await tx.select().from(remoteHamlets).where(eq(remoteHamlets.hamletId, hamletId))).length > 0;
		if (known === isRemote) return;
		if (isRemote) await tx.insert(remoteHamlets).values({ hamletId, markedBy: by.personId, markedAt: at });
		else await tx.delete(remoteHamlets).where(eq(remoteHamlets.hamletId, hamletId));
		await record(tx, { at, actorId: by.personId, action: "region.mark_remote", subject: `region:${hamletId}`, detail: { isRemote } });
	});
}
