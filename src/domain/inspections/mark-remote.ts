import { and, eq, isNull } from "drizzle-orm";
import { db, type Reader, write } from "#db/client.ts";
import { remoteHamlets } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";

interface Marking {
	villageId: string;
	/** All hamlets of the village that are far from the road; the others are not. */
	hamletIds: string[];
	by: Viewer;
	at: Date;
}

/** 偏远, by the town or the district: the village itself would choose where it is looked at. Each change has its line in the trail. */
export async function markRemote({ villageId, hamletIds, by, at }: Marking): Promise<void> {
	await write(async (tx) => {
		const [village] = await tx.select({ path: regions.path, level: regions.level }).from(regions).where(eq(regions.id, villageId));
		if (village?.level !== "village" || !mayMarkRemote(by, village.path)) throw new Refusal("not_found", "common.notFound");
		const hamlets = await hamletsOf(tx, villageId);
		if (hamletIds.some((id) => !hamlets.some(({ hamletId }) => hamletId === id))) throw new Refusal("not_found", "common.notFound");
		for (const { hamletId, isRemote: was } of hamlets) {
			const isRemote = hamletIds.includes(hamletId);
			if (isRemote === was) continue;
			if (isRemote) await tx.insert(remoteHamlets).values({ hamletId, markedBy: by.personId, markedAt: at });
			else await tx.delete(remoteHamlets).where(eq(remoteHamlets.hamletId, hamletId));
			await record(tx, { at, actorId: by.personId, action: "region.mark_remote", subject: `region:${hamletId}`, detail: { isRemote } });
		}
	});
}

export function mayMarkRemote(viewer: Viewer, path: string): boolean {
	return mayActIn(viewer, path, "town_admin", "district_admin");
}

/** The open hamlets of a village, and which of them are marked. */
export function remoteIn(villageId: string): Promise<{ hamletId: string; name: string; isRemote: boolean }[]> {
	return hamletsOf(db, villageId);
}

async function hamletsOf(reader: Reader, villageId: string) {
	const rows = await reader
		.select({ hamletId: regions.id, name: regions.name, code: regions.code, markedAt: remoteHamlets.markedAt })
		.from(regions)
		.leftJoin(remoteHamlets, eq(remoteHamlets.hamletId, regions.id))
		.where(and(eq(regions.parentId, villageId), isNull(regions.validTo)));
	// A village's few hamlets are sorted here, so that the plan needs no sorting tree.
	rows.sort((a, b) => (a.code < b.code ? -1 : 1));
	return rows.map(({ hamletId, name, markedAt }) => ({ hamletId, name, isRemote: markedAt !== null }));
}
