import { eq, inArray } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { pointDisputes } from "#db/schema/closes.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { requireAppealWords } from "#domain/appeals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { adjust } from "#domain/points/adjust.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { correctionsOf } from "./rules.ts";

interface Answering {
	entrySeq: number;
	isUpheld: boolean;
	/** Signed, as typed; nothing if the household was wrong. */
	correction: string;
	words: string;
	by: Viewer;
	at: Date;
}

/** Once, by somebody who did not write the entry. What was wrong is put right by a row of the open month. */
export async function answerDispute({ entrySeq, isUpheld, by, at, ...typed }: Answering): Promise<void> {
	const answer = requireAppealWords(typed.words);
	await write(async (tx) => {
		const { dispute, path, actorId, rule, bounds } = await requireDispute(tx, by, entrySeq);
		const { householdId, villageId } = dispute;
		if (dispute.answeredBy === by.personId && dispute.isUpheld === isUpheld && dispute.answer === answer) return;
		if (dispute.answeredAt) throw new Refusal("conflict", "closes.refused.answered");
		if (dispute.madeBy === by.personId) throw new Refusal("forbidden", "closes.refused.ownDispute");
		await requireImpartial(tx, by, householdId);
		if (actorId) {
			const region = { id: villageId, path };
			await requireIndependent(tx, by, { region, roles: ADMIN_ROLES, besides: [actorId], except: [actorId], householdId });
		}
		const correction = isUpheld ? requireCorrection(typed.correction, bounds) : 0;
		if (correction < 0) await requireStanding(tx, entrySeq);
		if (correction !== 0) await putRight(tx, { entrySeq, householdId, rule, points: correction, actorId: by.personId, at });
		await tx
			.update(pointDisputes)
			.set({ isUpheld, correction, answer, answeredBy: by.personId, answeredAt: at })
			.where(eq(pointDisputes.entrySeq, entrySeq));
		const detail = { isUpheld, correction };
		await record(tx, { at, actorId: by.personId, action: "dispute.answer", subject: `dispute:${entrySeq}`, detail });
		await retractNotices(tx, `dispute:${entrySeq}`, "points_disputed");
		const told = { subject: `dispute:${entrySeq}`, to: { householdId }, params: { isUpheld, points: correction } } as const;
		await notify(tx, { kind: "dispute_answered", ...told, causedBy: by.personId, at });
	});
}

function requireCorrection(typed: string, bounds: { least: number; most: number }): number {
	const points = /^[-+\u2212]?\d{1,5}$/.test(typed) ? Number(typed.replace("\u2212", "-")) : Number.NaN;
	if (!(points >= bounds.least && points <= bounds.most))
		throw new Refusal("invalid", "closes.refused.correction", { field: "correction", params: bounds });
	return points;
}

/** What two people or a look back took away is not taken once more; whoever finds that wrong disputes the row that took it. */
async function requireStanding(tx: Tx, entrySeq: number): Promise<void> {
	const taken = inArray(pointEntries.source, [`reversal:${entrySeq}`, `callback:${entrySeq}`]);
	if ((await tx.$count(pointEntries, taken)) > 0) throw new Refusal("conflict", "closes.refused.takenBack", { field: "correction" });
}

interface Correction {
	entrySeq: number;
	householdId: string;
	rule: string;
	points: number;
	actorId: string;
	at: Date;
}

async function putRight(tx: Tx, { entrySeq, rule, ...correction }: Correction): Promise<void> {
	// What was spent or moved in a merger is put right where it was done.
	if (rule.startsWith("T")) throw new Refusal("conflict", "closes.refused.spentEntry", { field: "correction" });
	await adjust(tx, { ...correction, rule, source: `dispute:${entrySeq}`, evidence: `dispute:${entrySeq}` });
}

async function requireDispute(reader: Reader, by: Viewer, entrySeq: number) {
	const [found] = await reader
		.select({ dispute: pointDisputes, path: regions.path, actorId: pointEntries.actorId, entry: pointEntries.points, rule: pointRules })
		.from(pointDisputes)
		.innerJoin(pointEntries, eq(pointEntries.seq, pointDisputes.entrySeq))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.innerJoin(regions, eq(regions.id, pointDisputes.villageId))
		.where(eq(pointDisputes.entrySeq, entrySeq));
	if (!found || !mayActIn(by, found.path, ...ADMIN_ROLES)) throw new Refusal("not_found", "common.notFound");
	const { rule, entry: points, ...rest } = found;
	const most = Math.max(rule.points, ...(rule.gradePoints ?? []));
	return { ...rest, rule: rule.code, bounds: correctionsOf({ points, most }) };
}
