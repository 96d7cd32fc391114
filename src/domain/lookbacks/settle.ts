import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { decisions } from "#db/schema/moderation.ts";
import { record } from "#domain/audit/trail.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { sourceOf } from "#domain/moderation/rules.ts";
import { notify } from "#domain/notices/notify.ts";
import { holdingOf } from "#domain/points/credit.ts";
import { reverse } from "#domain/points/reverse.ts";
import { vest } from "#domain/points/vest.ts";
import { DAY_MS } from "#platform/clock.ts";
import { countBreach } from "./breach.ts";
import { APPEAL_DAYS, WINDOW_DAYS } from "./types.ts";

export interface Settling {
	lookbackId: string;
	submissionId: string;
	outcome: "vested" | "reversed" | "left";
	actorId: string | null;
	at: Date;
}

/** The end of a look back's effect on what its pair has held: paid out, taken back by a row that names it, or left as it is for another one. */
export async function settle(tx: Tx, { lookbackId, submissionId, outcome, actorId, at }: Settling): Promise<number> {
	const rows = await tx
		.select({ decisionId: decisions.id })
		.from(decisions)
		.where(and(eq(decisions.submissionId, submissionId), eq(decisions.outcome, "published"), isNull(decisions.undoneAt)));
	let points = 0;
	for (const decision of outcome === "left" ? [] : rows) {
		const of = { source: holdingOf(sourceOf(decision)), decidedBy: actorId, at };
		const moved = outcome === "vested" ? await vest(tx, of) : await reverse(tx, { ...of, evidence: `lookback:${lookbackId}` });
		points += moved.points;
	}
	if (outcome === "reversed") await countBreach(tx, { lookbackId, actorId, at });
	await tx.update(lookbacks).set({ settledAt: at }).where(eq(lookbacks.id, lookbackId));
	await record(tx, { at, actorId, action: "lookback.settle", subject: `lookback:${lookbackId}`, detail: { outcome, points } });
	return points;
}

interface Unsettled {
	lookbackId: string;
	submissionId: string;
	householdId: string;
	isRelapse: number;
}

/**
 * Each night: a relapse against which nobody appealed in time takes the held points back, and what no look back found relapsed in 90 days is paid out. That
 * nobody was drawn to come is not the household's fault.
 */
export async function settleLookbacks({ dueBy, at }: Sweep): Promise<void> {
	const rows = await db.all<Unsettled>(sql`
		select l.id as lookbackId, l.submission_id as submissionId, s.household_id as householdId, l.answer is 'relapsed' as isRelapse
		from lookbacks l join submissions s on s.id = l.submission_id join households h on h.id = s.household_id
		where l.settled_at is null and (l.day = 90 or l.answer = 'relapsed') and l.due_at <= ${dueBy.getTime()}
			and not exists (select 1 from lookback_appeals a where a.lookback_id = l.id and a.answered_at is null)
			and case when l.answer is 'relapsed' then l.answered_at <= ${dueBy.getTime() - APPEAL_DAYS * DAY_MS}
				else l.again_of is null and (l.inspector_id is null or l.due_at <= ${dueBy.getTime() - 2 * WINDOW_DAYS * DAY_MS})
					and not exists (select 1 from lookbacks o where o.submission_id = l.submission_id and o.answer = 'relapsed' and o.settled_at is null) end
			and (l.month is not null or l.closed_at is not null)`);
	for (const { lookbackId, submissionId, householdId, isRelapse } of rows)
		await write(async (tx) => {
			const [standing] = await tx.select({ settledAt: lookbacks.settledAt }).from(lookbacks).where(eq(lookbacks.id, lookbackId));
			if (standing?.settledAt) return;
			const outcome = isRelapse ? "reversed" : "vested";
			const points = await settle(tx, { lookbackId, submissionId, outcome, actorId: null, at });
			if (points === 0) return;
			const told = { subject: `submission:${submissionId}`, to: { householdId }, at } as const;
			await notify(tx, { ...told, kind: isRelapse ? "lookback_reversed" : "lookback_vested", params: { points } });
		});
}
