import { inArray, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { inspectionPools, inspectionWalks } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { linesOn } from "#domain/audit/lines.ts";
import { record } from "#domain/audit/trail.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { setting } from "#domain/settings/settings.ts";
import { changed } from "#platform/changes.ts";
import { inspectors } from "./inspectors.ts";
import { assignedInspectors, drawnHamlets, stratumOf } from "./rules.ts";
import type { PoolHamlet } from "./types.ts";

/**
 * On the first of each month: draws the hamlets and inspectors of the months whose seed was sealed before they began, and seals that of the next one. Nobody
 * can foresee where somebody comes, and afterwards anybody draws again from the seed and the pool.
 */
export async function drawInspections(at: Date): Promise<void> {
	const now = monthAt(at);
	for (const month of await monthsToDraw(now)) await drawMonth(month, at);
	const next = monthAfter(now, 1);
	await write(async (tx) => {
		if ((await linesOn(`inspection:${next}`, "inspection.seal", tx)).length > 0) return;
		const detail = { commitment: commitmentOf(seedOfMonth(next)) };
		await record(tx, { at, actorId: null, action: "inspection.seal", subject: `inspection:${next}`, detail });
	});
	changed(["walks"]);
}

/** A month that went by while the site was off is not drawn: nobody could have gone. */
async function monthsToDraw(now: Month): Promise<Month[]> {
	const isSealed = (await linesOn(`inspection:${now}`, "inspection.seal", db)).length > 0;
	const isDrawn = (await linesOn(`inspection:${now}`, "inspection.draw", db)).length > 0;
	return isSealed && !isDrawn ? [now] : [];
}

export function seedOfMonth(month: Month): string {
	return seedOf(`inspections ${month}`);
}

async function drawMonth(month: Month, at: Date): Promise<void> {
	const [seed, perVillage] = [seedOfMonth(month), await setting("inspectedHamletsPerVillage")];
	const pool = await poolOf(startOf(`${month}-01`));
	const drawn = new Set(drawnHamlets({ seed, perVillage, pool }));
	const walks = pool.filter(({ hamletId }) => drawn.has(hamletId));
	const assigned = assignedInspectors({ seed, walks, inspectors: await inspectors(), pathOf: await pathsOf(walks) });
	await write(async (tx) => {
		if ((await linesOn(`inspection:${month}`, "inspection.draw", tx)).length > 0) return;
		for (const rows of inPieces(pool))
			await tx.insert(inspectionPools).values(rows.map((one) => ({ ...one, month, isDrawn: drawn.has(one.hamletId) })));
		for (const rows of inPieces(walks))
			await tx.insert(inspectionWalks).values(
				rows.map(({ hamletId, villageId }) => ({
					month,
					hamletId,
					villageId,
					inspectorId: assigned.get(hamletId) ?? null,
					drawnAt: at,
				})),
			);
		const detail = { seed, perVillage, hamlets: pool.length, drawn: drawn.size };
		await record(tx, { at, actorId: null, action: "inspection.draw", subject: `inspection:${month}`, detail });
	});
}

const PIECE = 500;

function inPieces<Row>(rows: Row[]): Row[][] {
	return Array.from({ length: Math.ceil(rows.length / PIECE) }, (_, n) => rows.slice(n * PIECE, (n + 1) * PIECE));
}

async function poolOf(at: Date): Promise<PoolHamlet[]> {
	const rows = await db.all<{ hamletId: string; villageId: string; seenAt: number | null; isRemote: number }>(sql`
		select h.id as hamletId, h.parent_id as villageId, (select max(done_at) from inspection_walks v where v.hamlet_id = h.id and v.done_at is not null) as seenAt,
			exists (select 1 from remote_hamlets r where r.hamlet_id = h.id) as isRemote
		from regions h where h.level = 'hamlet' and h.valid_to is null order by h.id`);
	return rows.map(({ hamletId, villageId, seenAt, isRemote }) => {
		return { hamletId, villageId, stratum: stratumOf({ seenAt: seenAt === null ? null : new Date(seenAt), isRemote: isRemote === 1, at }) };
	});
}

async function pathsOf(walks: PoolHamlet[]): Promise<Map<string, string>> {
	const paths = new Map<string, string>();
	for (const rows of inPieces(walks)) {
		const those = inArray(
			regions.id,
			rows.map(({ hamletId }) => hamletId),
		);
		for (const { id, path } of await db.select({ id: regions.id, path: regions.path }).from(regions).where(those)) paths.set(id, path);
	}
	return paths;
}
