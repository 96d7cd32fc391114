import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { inspectionPools, inspectionWalks } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { csvFile } from "#platform/csv.ts";

const MONTHS_TOLD = 12;
const WALKS_A_PAGE = 100;
const CURSOR = cursorOf("walks", "id");

export interface SealedMonth {
	month: Month;
	commitment: string;
	/** Told once the month is over: nobody learns beforehand where somebody comes. */
	opened: { seed: string; perVillage: number; hamlets: number; drawn: number } | null;
}

/** The months whose seed was sealed, the newest first, the next one among them. */
export async function sealedMonths(at: Date): Promise<SealedMonth[]> {
	const now = monthAt(at);
	const months = Array.from({ length: MONTHS_TOLD + 2 }, (_, n) => monthAfter(now, 1 - n));
	const about = (month: Month) => `inspection:${month}`;
	const rows = await db
		.select({ subject: auditEntries.subject, action: auditEntries.action, detail: auditEntries.detail })
		.from(auditEntries)
		.where(and(inArray(auditEntries.subject, months.map(about)), inArray(auditEntries.action, ["inspection.seal", "inspection.draw"])));
	return months.flatMap((month) => {
		const own = rows.filter(({ subject }) => subject === about(month));
		const [seal, draw] = (["inspection.seal", "inspection.draw"] as const).map((verb) => own.find(({ action }) => action === verb)?.detail);
		return seal ? [{ month, commitment: String(seal["commitment"] ?? ""), opened: draw && month < now ? openedBy(draw) : null }] : [];
	});
}

function openedBy({ seed, perVillage, hamlets, drawn }: Record<string, unknown>) {
	return { seed: String(seed), perVillage: Number(perVillage), hamlets: Number(hamlets), drawn: Number(drawn) };
}

/** The hamlets that were drawn for a month, and what became of each walk; never who went. */
export async function walksIn(month: Month, { cursor, most = WALKS_A_PAGE }: { cursor?: string | null; most?: number } = {}) {
	const [last] = CURSOR.read(cursor) ?? [];
	const rows = await db
		.select({
			...{
				...PLACE,
				hamletId: inspectionWalks.hamletId,
				doneAt: inspectionWalks.doneAt,
				isAssigned: sql<number>`${inspectionWalks.inspectorId} is not null`,
			},
			stratum: sql<number>`(select stratum from inspection_pools p where p.month = ${inspectionWalks.month} and p.hamlet_id = ${inspectionWalks.hamletId})`,
		})
		.from(inspectionWalks)
		.innerJoin(regions, eq(regions.id, inspectionWalks.hamletId))
		.innerJoin(villages, eq(villages.id, inspectionWalks.villageId))
		.where(and(eq(inspectionWalks.month, month), last === undefined ? undefined : gt(inspectionWalks.hamletId, last)))
		.orderBy(asc(inspectionWalks.hamletId))
		.limit(most + 1);
	const { page, next } = CURSOR.cut(rows, most, ({ hamletId }) => [hamletId]);
	const walks = page.map(({ doneAt, isAssigned, stratum, village, hamlet }) => {
		const became = doneAt ? "done" : isAssigned ? "missed" : "nobody";
		return { village, hamlet, became, stratum: stratum as 0 | 1 | 2 | 3 } as const;
	});
	return { walks, next };
}

/** The pool of a month as a table, from which anybody draws again. */
export async function poolTable({ month, head, at }: { month: string | null; head: string[]; at: Date }): Promise<string> {
	const found = (await sealedMonths(at)).find((one) => one.opened && one.month === month);
	if (!found) throw new Refusal("not_found", "common.notFound");
	const rows = await db
		.select({ pool: inspectionPools, ...PLACE })
		.from(inspectionPools)
		.innerJoin(regions, eq(regions.id, inspectionPools.hamletId))
		.innerJoin(villages, eq(villages.id, inspectionPools.villageId))
		.where(eq(inspectionPools.month, found.month));
	const lines = rows.map(({ pool, village, hamlet }) => {
		return [pool.villageId, pool.hamletId, village, hamlet, String(pool.stratum), pool.isDrawn ? "1" : "0"];
	});
	return csvFile([head, ...lines]);
}
