import { and, eq, gte, inArray, isNotNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db, type Tx, write } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { linesOn } from "#domain/audit/lines.ts";
import { record } from "#domain/audit/trail.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt, endOf, monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { inspectors } from "#domain/inspections/inspectors.ts";
import { stratumOf } from "#domain/inspections/rules.ts";
import type { Stratum } from "#domain/inspections/types.ts";
import { setting } from "#domain/settings/settings.ts";
import { changed } from "#platform/changes.ts";
import { assigned, chanceOf, isDrawn, slotOf, type ToMake } from "./rules.ts";

/**
 * 抽签, each morning: decides which of the checks that fall due today are made, by the seed of the month, which was sealed before the month began. When a month
 * is over its seed is opened, and the next one's is sealed. Nobody can foresee where somebody comes, and afterwards anybody draws again.
 */
export async function drawLookbacks(at: Date): Promise<void> {
	const now = monthAt(at);
	for (const month of await monthsToOpen(now)) await openMonth(month, at);
	if (await stands(now, "lookback.seal")) await drawDue(now, at);
	await write(async (tx) => {
		const next = monthAfter(now, 1);
		if (await stands(next, "lookback.seal", tx)) return;
		const detail = { commitment: commitmentOf(seedOfMonth(next)) };
		await record(tx, { at, actorId: null, action: "lookback.seal", subject: `lookback:${next}`, detail });
	});
	changed(["lookbacks"]);
}

export function seedOfMonth(month: Month): string {
	return seedOf(`lookbacks ${month}`);
}

async function stands(month: Month, action: "lookback.seal" | "lookback.open", reader: Tx | typeof db = db): Promise<boolean> {
	return (await linesOn(`lookback:${month}`, action, reader)).length > 0;
}

async function monthsToOpen(now: Month): Promise<Month[]> {
	const rows = await db.all<{ month: Month }>(sql`
		select substr(sealed.subject, 10) as month from audit_entries sealed
		where sealed.action = 'lookback.seal' and not exists (select 1 from audit_entries where subject = sealed.subject and action = 'lookback.open')`);
	return rows.map(({ month }) => month).filter((month) => month < now);
}

async function openMonth(month: Month, at: Date): Promise<void> {
	await write(async (tx) => {
		if (await stands(month, "lookback.open", tx)) return;
		const [counts] = await tx
			.select({
				pool: sql<number>`count(*)`,
				drawn: sql<number>`coalesce(sum(${lookbacks.isDrawn}), 0)`,
				made: sql<number>`count(${lookbacks.answer})`,
			})
			.from(lookbacks)
			.where(and(eq(lookbacks.month, month), sql`${lookbacks.againOf} is null`));
		const detail = { seed: seedOfMonth(month), ...counts };
		await record(tx, { at, actorId: null, action: "lookback.open", subject: `lookback:${month}`, detail });
	});
}

async function drawDue(month: Month, at: Date): Promise<void> {
	const [seed, share, most, due] = [
		seedOfMonth(month),
		await setting("lookbackShare"),
		await setting("lookbacksPerInspectorDay"),
		await fallenDue(at),
	];
	if (due.length === 0) return;
	const pool = due.map((one) => ({ ...one, chance: chanceOf(one.stratum, share) }));
	const checks = pool.filter((one) => one.isShown && isDrawn(seed, one));
	const places =
		checks.length > 0
			? assigned({ seed, today: dayAt(at), most, checks, inspectors: await freeInspectors(), taken: await takenFrom(at) })
			: new Map();
	await write(async (tx) => {
		for (const { id, isShown, villageId, hamletId, stratum, chance } of pool) {
			const place = places.get(id);
			const drawn = { month, villageId, hamletId, stratum, chance, isDrawn: places.has(id) };
			const outcome = isShown ? { ...drawn, inspectorId: place?.personId ?? null, onDay: place?.onDay ?? null } : { closedAt: at };
			await tx
				.update(lookbacks)
				.set(outcome)
				.where(and(eq(lookbacks.id, id), sql`${lookbacks.month} is null`));
		}
	});
}

interface Due extends ToMake {
	hamletId: string;
	/** False: the pair was taken back, or its household ended, and the check closes. */
	isShown: boolean;
}

/** All that fell due until tonight, each with where its household lives now. */
async function fallenDue(at: Date): Promise<Due[]> {
	const rows = await db.all<Omit<Due, "isShown" | "stratum"> & { isShown: number; seenAt: number | null; isRemote: number }>(sql`
		select l.id, s.household_id as householdId, s.village_id as villageId, s.hamlet_id as hamletId, h.path, s.stage = 'published' and o.closed_at is null as isShown,
			nullif(max(coalesce((select walked_at from region_figures where region_id = s.hamlet_id), 0),
				coalesce((select max(answered_at) from lookbacks seen where seen.hamlet_id = s.hamlet_id and seen.answered_at is not null), 0)), 0) as seenAt,
			exists (select 1 from remote_hamlets r where r.hamlet_id = s.hamlet_id) as isRemote
		from lookbacks l join submissions s on s.id = l.submission_id join households o on o.id = s.household_id join regions h on h.id = s.hamlet_id
		where l.month is null and l.closed_at is null and l.due_at < ${endOf(dayAt(at)).getTime()}`);
	return rows.map(({ seenAt, isRemote, isShown, ...one }) => {
		const stratum: Stratum = stratumOf({ seenAt: seenAt === null ? null : new Date(seenAt), isRemote: isRemote === 1, at });
		return { ...one, stratum, isShown: isShown === 1 };
	});
}

async function freeInspectors() {
	const all = await inspectors();
	const rows = await db.all<{ personId: string; householdId: string }>(sql`
		select person_id as personId, household_id as householdId from close_households where person_id in ${among(all.map(({ personId }) => personId))}`);
	const close = Map.groupBy(rows, ({ personId }) => personId);
	return all.map((one) => ({ ...one, close: new Set((close.get(one.personId) ?? []).map(({ householdId }) => householdId)) }));
}

async function takenFrom(at: Date): Promise<Map<string, number>> {
	const people = (await inspectors()).map(({ personId }) => personId);
	const rows = await db
		.select({ personId: lookbacks.inspectorId, onDay: lookbacks.onDay, count: sql<number>`count(*)` })
		.from(lookbacks)
		.where(and(isNotNull(lookbacks.inspectorId), inArray(lookbacks.inspectorId, people), gte(lookbacks.onDay, dayAt(at))))
		.groupBy(lookbacks.inspectorId, lookbacks.onDay);
	return new Map(rows.map(({ personId, onDay, count }) => [slotOf(personId ?? "", onDay ?? ""), count]));
}
