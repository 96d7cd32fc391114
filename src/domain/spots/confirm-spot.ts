import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { SPOT_LIFE, spotReports, spotStages } from "#db/schema/spots/spots.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { requireWords } from "#domain/said.ts";
import { takeStep } from "#domain/stages.ts";
import { tellMembers } from "#domain/units/members.ts";
import { passAfterPictures } from "./redact-spot.ts";
import { referenceHash } from "./reference.ts";
import { forgetPhones, standingSpot, tellReporters } from "./reporters.ts";
import { isContestable } from "./rules.ts";
import { CONFIRMING, changeSpot, newestOrder, type OnSpot, recordOn, requireDeciding, type Spot, spotFor, step, TRIAGE } from "./spot.ts";
import { WORDS_MOST } from "./types.ts";

const confirming = (tx: Tx, on: OnSpot) => requireDeciding(tx, on, CONFIRMING);

interface Confirming extends OnSpot {
	/** Whether they also looked at the pictures and found nobody, no door and no plate on them; otherwise nobody has, and none becomes public. */
	isClear?: boolean;
}

/** 复核销号: another person, independent of who said that it was fixed, has seen it. */
export function confirmFix({ isClear = false, ...on }: Confirming): Promise<void> {
	return step(on, {
		...{ to: "confirmed", from: ["said_fixed"], verb: "spot.confirm", may: confirming },
		require: (tx, spot) => requireAnother(tx, spot, on.by),
		async after(tx) {
			await tellReporters(tx, on, "report_closed");
			await retractNotices(tx, `spot:${on.spotId}`, "report_said_fixed");
			await forgetPhones(tx, on.spotId);
			if (isClear) await passAfterPictures(tx, on);
		},
	});
}

async function requireAnother(tx: Tx, spot: Spot, by: Viewer): Promise<void> {
	const fix = await lastStep(tx, spot.spotId, "said_fixed");
	const region = { id: spot.villageId, path: spot.path };
	await requireIndependent(tx, by, { region, roles: CONFIRMING, besides: [fix?.actorId ?? by.personId] });
}

async function lastStep(tx: Tx, spotId: string, stage?: "said_fixed") {
	const those = and(eq(spotStages.spotId, spotId), stage && eq(spotStages.stage, stage));
	return (await tx.select().from(spotStages).where(those).orderBy(desc(spotStages.seq)).limit(1))[0];
}

/** Not fixed: it goes back into hand with what is still to be done; its deadline stays. */
export async function sendBack({ why, ...on }: OnSpot & { why: string }): Promise<void> {
	const note = requireWhy(why);
	return step(on, {
		...{ to: "in_hand", from: ["said_fixed"], verb: "spot.send_back", note, may: confirming },
		after: (tx, spot) => tellUnit(tx, spot, on.at),
	});
}

/** 反弹: what was confirmed is as before. It is assigned anew. */
export async function findRelapse({ why, ...on }: OnSpot & { why: string }): Promise<void> {
	return step(on, { to: "relapsed", from: ["confirmed"], verb: "spot.relapse", note: requireWhy(why), may: confirming });
}

function requireWhy(typed: string): string {
	return requireWords(typed, { least: 2, most: WORDS_MOST, lacks: "spots.whyMissing", field: "why" });
}

/** 没有弄好: whoever reported it says so once, while the fix is only said or for seven days after it was confirmed. It goes back into hand. */
export async function contestFix({ reference, words, at }: { reference: string; words: string; at: Date }): Promise<void> {
	const said = requireWords(words, { least: 0, most: WORDS_MOST, lacks: "spots.tooManyWords" });
	return changeSpot(async (tx) => {
		const [report] = await tx
			.select()
			.from(spotReports)
			.where(eq(spotReports.referenceHash, referenceHash(reference)));
		if (!report) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
		if (report.contestedAt) return;
		const spot = await spotFor(tx, await standingSpot(tx, report.spotId));
		const last = await lastStep(tx, spot.spotId);
		if (!last || !isContestable({ stage: spot.stage, stageAt: last.at }, at)) throw new Refusal("conflict", "spots.nothingToContest");
		await tx.update(spotReports).set({ contestedAt: at, contestWords: said }).where(eq(spotReports.id, report.id));
		await takeStep(tx, SPOT_LIFE, { id: spot.spotId, stage: "in_hand", actorId: report.personId, at });
		await record(tx, { at, actorId: null, action: "spot.contest", subject: `spot:${spot.spotId}`, detail: { report: report.number } });
		await tellUnit(tx, spot, at);
	});
}

async function tellUnit(tx: Tx, { spotId, unitId, dueAt }: Spot, at: Date): Promise<void> {
	const params = { due: dueAt?.getTime() ?? 0 };
	if (unitId) await tellMembers(tx, unitId, { kind: "spot_came_back", params, subject: `spot:${spotId}`, occasion: at.getTime(), at });
}

/** 申诉复核: another person than who gave the order and who appealed, independent of both. Upheld, the order has no effect for good. */
export async function answerAppeal({ isUpheld, words, ...on }: OnSpot & { isUpheld: boolean; words: string }): Promise<void> {
	const { spotId, by, at } = on;
	const answerWords = requireWords(words, { least: 5, most: 300, lacks: "spots.answerLength" });
	return changeSpot(async (tx) => {
		const spot = await requireDeciding(tx, on);
		const order = await newestOrder(tx, spotId);
		if (!order?.appealedAt) throw new Refusal("conflict", "spots.noAppeal");
		const appealAnswer = isUpheld ? "upheld" : "rejected";
		if (order.answeredBy === by.personId && order.appealAnswer === appealAnswer) return;
		if (order.answeredAt) throw new Refusal("conflict", "spots.answeredAlready");
		const region = { id: spot.villageId, path: spot.path };
		await requireIndependent(tx, by, { region, roles: TRIAGE, besides: [order.assignedBy, order.appealedBy as string] });
		const answer = { appealAnswer, answerWords, answeredBy: by.personId, answeredAt: at } as const;
		await tx.update(spotAssignments).set(answer).where(eq(spotAssignments.id, order.id));
		await recordOn(tx, on, "spot.answer_appeal", { order: order.number, isUpheld });
		const told = { kind: "spot_appeal_answered", params: { isUpheld }, subject: `spot:${spotId}`, occasion: order.number, at } as const;
		await tellMembers(tx, order.unitId, told);
	});
}
