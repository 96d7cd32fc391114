import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { regions } from "#db/schema/regions.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { csvFile } from "#platform/csv.ts";

const MONTHS_TOLD = 12;

export interface LookbackMonth {
	month: Month;
	commitment: string;
	/** Once the month is over: how many fell due, were drawn, and were made. */
	opened: { seed: string; pool: number; drawn: number; made: number } | null;
}

/** The months whose seed was sealed, the newest first, the next one among them. */
export async function lookbackMonths(at: Date): Promise<LookbackMonth[]> {
	const months = Array.from({ length: MONTHS_TOLD + 2 }, (_, n) => monthAfter(monthAt(at), 1 - n));
	const about = (month: Month) => `lookback:${month}`;
	const rows = await db
		.select({ subject: auditEntries.subject, action: auditEntries.action, detail: auditEntries.detail })
		.from(auditEntries)
		.where(and(inArray(auditEntries.subject, months.map(about)), inArray(auditEntries.action, ["lookback.seal", "lookback.open"])));
	return months.flatMap((month) => {
		const own = rows.filter(({ subject }) => subject === about(month));
		const [seal, open] = (["lookback.seal", "lookback.open"] as const).map((verb) => own.find(({ action }) => action === verb)?.detail);
		return seal ? [{ month, commitment: String(seal["commitment"] ?? ""), opened: open ? openedBy(open) : null }] : [];
	});
}

function openedBy({ seed, pool, drawn, made }: Record<string, unknown>) {
	return { seed: String(seed), pool: Number(pool), drawn: Number(drawn), made: Number(made) };
}

/** All checks that a month's seed decided, by numbers that name no household, as a table from which anybody draws again. */
export async function lookbackTable({ month, head, at }: { month: string | null; head: string[]; at: Date }): Promise<string> {
	const found = (await lookbackMonths(at)).find((one) => one.opened && one.month === month);
	if (!found) throw new Refusal("not_found", "common.notFound");
	const { id, stratum, chance, isDrawn } = lookbacks;
	const rows = await db
		.select({ id, stratum, chance, isDrawn, ...PLACE })
		.from(lookbacks)
		.innerJoin(regions, eq(regions.id, lookbacks.hamletId))
		.innerJoin(villages, eq(villages.id, lookbacks.villageId))
		.where(and(eq(lookbacks.month, found.month), sql`${lookbacks.againOf} is null`))
		.orderBy(asc(lookbacks.id));
	const lines = rows.map((one) => [one.id, one.village, one.hamlet, String(one.stratum), String(one.chance), one.isDrawn ? "1" : "0"]);
	return csvFile([head, ...lines]);
}
