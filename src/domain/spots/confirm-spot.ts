import { and, desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { SPOT_LIFE, spotReports, spotStages } from "#db/schema/spots/spots.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { takeStep } from "#domain/stages.ts";
import { wordsWithin } from "#domain/text.ts";
import { referenceHash } from "./reference.ts";
import { forgetPhones, reportersOf, standingSpot } from "./reporters.ts";
import { isContestable } from "./rules.ts";
import { CONFIRMING, isDone, membersOf, newestOrder, requireDeciding, requireStage, type Spot, spotFor, stepOn, TRIAGE } from "./spot.ts";
import { WORDS_MOST } from "./types.ts";

interface OnSpot {
	spotId: string;
	by: Viewer;
	at: Date;
}

/** 复核销号: another person, independent of who said that it was fixed, has seen it. */
export function confirmFix({ spotId, by, at }: OnSpot): Promise<void> {
	return write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId, CONFIRMING);
		if (isDone(spot, "confirmed")) return;
		requireStage(spot, "said_fixed");
		await requireAnother(tx, spot, by);
		await stepOn(tx, { spotId, stage: "confirmed", by, at, verb: "spot.confirm" });
		for (const personId of await reportersOf(tx, spotId))
			await notify(tx, { kind: "report_closed", params: {}, subject: `spot:${spotId}`, occasion: at.getTime(), to: { personId }, at });
		await retractNotices(tx, `spot:${spotId}`, "report_said_fixed");
		await forgetPhones(tx, spotId);
	});
}

async function requireAnother(tx: Tx, spot: Spot, by: Viewer): Promise<void> {
	const [fix] = await tx
		.select({ actorId: spotStages.actorId })
		.from(spotStages)
		.where(and(eq(spotStages.spotId, spot.spotId), eq(spotStages.stage, "said_fixed")))
		.orderBy(desc(spotStages.seq))
		.limit(1);
	const region = { id: spot.villageId, path: spot.path };
	await requireIndependent(tx, by, { region, roles: CONFIRMING, besides: [fix?.actorId ?? by.personId] });
}

/** Not fixed: it goes back into hand with what is still to be done; its deadline stays. */
export async function sendBack({ spotId, why, by, at }: OnSpot & { why: string }): Promise<void> {
	const said = requireWhy(why);
	return write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId, CONFIRMING);
		if (isDone(spot, "in_hand")) return;
		requireStage(spot, "said_fixed");
		await stepOn(tx, { spotId, stage: "in_hand", by, at, note: said, verb: "spot.send_back" });
		await tellUnit(tx, spot, at);
	});
}

/** 反弹: what was confirmed is as before. It is assigned anew. */
export async function findRelapse({ spotId, why, by, at }: OnSpot & { why: string }): Promise<void> {
	const said = requireWhy(why);
	return write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId, CONFIRMING);
		if (isDone(spot, "relapsed")) return;
		requireStage(spot, "confirmed");
		await stepOn(tx, { spotId, stage: "relapsed", by, at, note: said, verb: "spot.relapse" });
	});
}

function requireWhy(typed: string): string {
	const why = wordsWithin(typed, { least: 2, most: WORDS_MOST });
	if (why === undefined) throw new Refusal("invalid", "spots.whyMissing", { field: "why", params: { limit: WORDS_MOST } });
	return why;
}

/** 没有弄好: whoever reported it says so once, while the fix is only said or for seven days after it was confirmed. It goes back into hand. */
export async function contestFix({ reference, words, at }: { reference: string; words: string; at: Date }): Promise<void> {
	const said = wordsWithin(words, { least: 0, most: WORDS_MOST });
	if (said === undefined) throw new Refusal("invalid", "spots.tooManyWords", { field: "words", params: { limit: WORDS_MOST } });
	return write(async (tx) => {
		const [report] = await tx
			.select()
			.from(spotReports)
			.where(eq(spotReports.referenceHash, referenceHash(reference)));
		if (!report) throw new Refusal("not_found", "spots.referenceUnknown", { field: "reference" });
		if (report.contestedAt) return;
		const spot = await spotFor(tx, await standingSpot(tx, report.spotId));
		const [last] = await tx
			.select({ at: spotStages.at })
			.from(spotStages)
			.where(eq(spotStages.spotId, spot.spotId))
			.orderBy(desc(spotStages.seq))
			.limit(1);
		if (!last || !isContestable({ stage: spot.stage, stageAt: last.at }, at)) throw new Refusal("conflict", "spots.nothingToContest");
		await tx.update(spotReports).set({ contestedAt: at, contestWords: said }).where(eq(spotReports.id, report.id));
		await takeStep(tx, SPOT_LIFE, { id: spot.spotId, stage: "in_hand", actorId: report.personId, at });
		await record(tx, { at, actorId: null, action: "spot.contest", subject: `spot:${spot.spotId}`, detail: { report: report.number } });
		await tellUnit(tx, spot, at);
	});
}

async function tellUnit(tx: Tx, { spotId, unitId, dueAt }: Spot, at: Date): Promise<void> {
	const params = { due: dueAt?.getTime() ?? 0 };
	for (const personId of unitId ? await membersOf(tx, unitId) : [])
		await notify(tx, { kind: "spot_came_back", params, subject: `spot:${spotId}`, occasion: at.getTime(), to: { personId }, at });
}

/** 申诉复核: another person than who gave the order and who appealed, independent of both. Upheld, the order has no effect for good. */
export async function answerAppeal({ spotId, isUpheld, words, by, at }: OnSpot & { isUpheld: boolean; words: string }): Promise<void> {
	const said = wordsWithin(words, { least: 5, most: 300 });
	if (said === undefined) throw new Refusal("invalid", "spots.answerLength", { field: "words", params: { limit: 300 } });
	return write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId, TRIAGE);
		const order = await newestOrder(tx, spotId);
		if (!order?.appealedAt) throw new Refusal("conflict", "spots.noAppeal");
		const appealAnswer = isUpheld ? "upheld" : "rejected";
		if (order.answeredAt) {
			if (order.answeredBy === by.personId && order.appealAnswer === appealAnswer) return;
			throw new Refusal("conflict", "spots.answeredAlready");
		}
		const region = { id: spot.villageId, path: spot.path };
		await requireIndependent(tx, by, { region, roles: TRIAGE, besides: [order.assignedBy, order.appealedBy as string] });
		const answer = { appealAnswer, answerWords: said, answeredBy: by.personId, answeredAt: at } as const;
		await tx.update(spotAssignments).set(answer).where(eq(spotAssignments.id, order.id));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "spot.answer_appeal",
			subject: `spot:${spotId}`,
			detail: { order: order.number, isUpheld },
		});
		for (const personId of await membersOf(tx, order.unitId))
			await notify(tx, {
				kind: "spot_appeal_answered",
				params: { isUpheld },
				subject: `spot:${spotId}`,
				occasion: order.number,
				to: { personId },
				at,
			});
	});
}
