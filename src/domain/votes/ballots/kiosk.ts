import { and, eq, gt, isNull } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteKiosks } from "#db/schema/votes/ballots.ts";

/** 自助投票台: a device of the village at which one household after the other votes. */
export interface Kiosk {
	kioskId: string;
	regionName: string;
	regionPath: string;
	closesAt: Date;
}

/** The kiosk, as long as it is open. */
export async function openKioskOf(kioskId: string, at: Date, reader: Reader = db): Promise<Kiosk | null> {
	const [found] = await reader
		.select({ kioskId: voteKiosks.id, regionName: regions.name, regionPath: regions.path, closesAt: voteKiosks.closesAt })
		.from(voteKiosks)
		.innerJoin(regions, eq(regions.id, voteKiosks.regionId))
		.where(and(eq(voteKiosks.id, kioskId), isNull(voteKiosks.closedAt), gt(voteKiosks.closesAt, at)));
	return found ?? null;
}
