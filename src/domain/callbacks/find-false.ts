import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Reader, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { decisions } from "#db/schema/moderation.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { requireWhy } from "#domain/approvals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireItem } from "#domain/moderation/item.ts";
import { sourceOf } from "#domain/moderation/rules.ts";
import { notify } from "#domain/notices/notify.ts";
import { holdingOf } from "#domain/points/credit.ts";
import { DEFAULT_SET, ruleInForce } from "#domain/points/rulebook.ts";
import { FALSE_PHOTO } from "#domain/points/rules.ts";
import type { Doubt } from "./types.ts";

interface Finding {
	submissionId: string;
	/** What shows it: read by the household and by who rules on it. */
	why: string;
	by: Viewer;
	at: Date;
}

/**
 * N02 照片不实: a moderator found that a picture of a paid pair is an old or another one. It becomes a call-back that no draw chose: the household is told, somebody
 * else asks it, and two more people rule on it. Where a village adopted no rules nothing is taken. The same again changes nothing.
 */
export async function findFalse({ submissionId, by, at, ...typed }: Finding): Promise<void> {
	const found = requireWhy(typed.why, "approvals.whyMissing");
	await write(async (tx) => {
		const { householdId } = await requireItem(tx, by, submissionId);
		const paid = await paidFor(tx, submissionId);
		if (!paid) throw new Refusal("conflict", "closes.callbacks.nothingPaid");
		if (paid.foundBy === by.personId && paid.found === found) return;
		if (paid.foundBy) throw new Refusal("conflict", "closes.callbacks.foundAlready");
		if (paid.isRuled) throw new Refusal("conflict", "closes.callbacks.ruledAlready");
		const { setId } = await ruleInForce(tx, FALSE_PHOTO, at, paid.householdId);
		if (setId === DEFAULT_SET) throw new Refusal("conflict", "closes.callbacks.noRules");
		const { entrySeq, villageId } = paid;
		const about = { found, foundBy: by.personId, foundAt: at };
		await tx
			.insert(pointCallbacks)
			.values({ entrySeq, householdId: paid.householdId, villageId, drawnAt: at, ...about })
			.onConflictDoUpdate({ target: pointCallbacks.entrySeq, set: about });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "callback.find",
			subject: `household:${householdId}`,
			detail: { entrySeq, submissionId },
		});
		await notify(tx, { kind: "photo_doubted", params: {}, subject: `callback:${entrySeq}`, to: { householdId: paid.householdId }, at });
	});
}

/** Whether the points of a pair are doubted, for its moderator; null where there is nothing to take back or no rule to do it by. */
export async function doubtOf(submissionId: string, at: Date): Promise<Doubt | null> {
	const paid = await paidFor(db, submissionId);
	return paid && (paid.since ?? Number.POSITIVE_INFINITY) <= at.getTime() ? { found: paid.found, isRuled: paid.isRuled } : null;
}

interface Paid {
	entrySeq: number;
	/** In whose account and books it stands now. */
	householdId: string;
	villageId: string;
	found: string | null;
	foundBy: string | null;
	isRuled: boolean;
	/** Since when its village has rules for it, in milliseconds. */
	since: number | null;
}

/** What a pair's publication paid, or where all of it waits for the look back, what it held. */
async function paidFor(reader: Reader, submissionId: string): Promise<Paid | undefined> {
	const stands = and(eq(decisions.submissionId, submissionId), eq(decisions.outcome, "published"), isNull(decisions.undoneAt));
	const [decision] = await reader.select({ decisionId: decisions.id }).from(decisions).where(stands);
	if (!decision) return undefined;
	const source = sourceOf(decision);
	const rows = await reader.all<Omit<Paid, "isRuled"> & { kind: string; isRuled: number }>(sql`
		select e.kind, e.seq as entrySeq, l.household_id as householdId, l.village_id as villageId, c.found, c.found_by as foundBy,
			exists (select 1 from ${approvals} where kind = 'callback' and subject = cast(e.seq as text) and answer = 'signed') as isRuled,
			(select min(since) from false_pictures_of where entry_seq = e.seq) as since
		from point_entries e join point_legs l on l.entry_seq = e.seq left join point_callbacks c on c.entry_seq = e.seq
		where e.source in (${source}, ${holdingOf(source)})`);
	const row = rows.find(({ kind }) => kind !== "hold") ?? rows[0];
	return row && { ...row, isRuled: row.isRuled === 1 };
}
