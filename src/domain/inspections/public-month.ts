import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { inspectionPools, inspectionWalks } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { csvFile } from "#platform/csv.ts";

const MONTHS_TOLD = 12;
/** The file has them all. */
const MOST_WALKS = 400;

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
export async function walksIn(month: Month) {
	const rows = await db
		.select({
			...{ ...PLACE, doneAt: inspectionWalks.doneAt, isAssigned: sql<number>`${inspectionWalks.inspectorId} is not null` },
			stratum: sql<number>`(select stratum from inspection_pools p where p.month = ${inspectionWalks.month} and p.hamlet_id = ${inspectionWalks.hamletId})`,
		})
		.from(inspectionWalks)
		.innerJoin(regions, eq(regions.id, inspectionWalks.hamletId))
		.innerJoin(villages, eq(villages.id, inspectionWalks.villageId))
		.where(eq(inspectionWalks.month, month))
		.orderBy(asc(inspectionWalks.hamletId))
		.limit(MOST_WALKS);
	return rows.map(({ doneAt, isAssigned, stratum, ...place }) => {
		const became = doneAt ? "done" : isAssigned ? "missed" : "nobody";
		return { ...place, became, stratum: stratum as 0 | 1 | 2 | 3 } as const;
	});
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
