import { and, count, eq, isNull } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { spotAssignments, spotMilestones } from "#db/schema/spots/assignments.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { endOf, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { lineWithin, wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { reportersOf } from "./reporters.ts";
import { appealDueAfter, heldFor } from "./rules.ts";
import { isDone, requireStage, requireWorking, stepOn } from "./spot.ts";
import { WORDS_MOST } from "./types.ts";

interface AtWork {
	spotId: string;
	by: Viewer;
	at: Date;
}

export function takeInHand({ spotId, by, at }: AtWork): Promise<void> {
	return write(async (tx) => {
		const spot = await requireWorking(tx, by, spotId);
		if (isDone(spot, "in_hand")) return;
		requireStage(spot, "assigned");
		await stepOn(tx, { spotId, stage: "in_hand", by, at, verb: "spot.take_in_hand" });
	});
}

export function sayHalfDone({ spotId, by, at }: AtWork): Promise<void> {
	return write(async (tx) => {
		const spot = await requireWorking(tx, by, spotId);
		if (isDone(spot, "half_done")) return;
		requireStage(spot, "assigned", "in_hand");
		await stepOn(tx, { spotId, stage: "half_done", by, at, verb: "spot.half_do" });
	});
}

export interface AddedAfter {
	photoId: string;
}

/** A picture of how it looks now, for the order that the unit works at. The same bytes again are the same picture. The upload is deleted at the end. */
export async function addAfterPhoto({ spotId, upload, by, at }: AtWork & { upload: Upload }): Promise<AddedAfter> {
	try {
		const here = await alreadyHere(db, spotId, upload);
		if (here) return here;
		const place = async (tx: Tx, photoId: string) => {
			const spot = await requireWorking(tx, by, spotId);
			requireStage(spot, "assigned", "in_hand", "half_done");
			const [taken] = await tx.select({ count: count() }).from(spotPhotos).where(eq(spotPhotos.assignmentId, spot.order.id));
			const position = (taken?.count ?? 0) + 1;
			if (position > AFTER_PHOTOS)
				throw new Refusal("conflict", "spots.tooManyPhotos", { field: "photo", params: { limit: AFTER_PHOTOS } });
			await tx.insert(spotPhotos).values({ spotId, assignmentId: spot.order.id, photoId, position, sha256: upload.sha256 });
		};
		const { photoId } = await takeInPhoto({ upload, householdId: null, personId: by.personId, at, place });
		return { photoId };
	} finally {
		await discardUpload(upload);
	}
}

const AFTER_PHOTOS = 9;

async function alreadyHere(reader: Reader, spotId: string, { sha256 }: Upload): Promise<AddedAfter | undefined> {
	const same = and(eq(spotPhotos.spotId, spotId), eq(spotPhotos.sha256, sha256));
	const [found] = await reader.select({ photoId: spotPhotos.photoId, assignmentId: spotPhotos.assignmentId }).from(spotPhotos).where(same);
	if (found && !found.assignmentId) throw new Refusal("conflict", "spots.sameAsBefore", { field: "photo" });
	return found && { photoId: found.photoId };
}

/** 说已改好: shown by a picture of after. Whoever reported it is told and asked. */
export function sayFixed({ spotId, by, at }: AtWork): Promise<void> {
	return write(async (tx) => {
		const spot = await requireWorking(tx, by, spotId);
		if (isDone(spot, "said_fixed")) return;
		requireStage(spot, "assigned", "in_hand", "half_done");
		const [after] = await tx.select({ count: count() }).from(spotPhotos).where(eq(spotPhotos.assignmentId, spot.order.id));
		if (!after?.count) throw new Refusal("invalid", "spots.noPhoto", { field: "photos" });
		await stepOn(tx, { spotId, stage: "said_fixed", by, at, verb: "spot.claim_fix" });
		await retractNotices(tx, `spot:${spotId}`, "spot_assigned");
		for (const personId of await reportersOf(tx, spotId))
			await notify(tx, { kind: "report_said_fixed", params: {}, subject: `spot:${spotId}`, occasion: at.getTime(), to: { personId }, at });
	});
}

/** 说明, once for each order, shown beside the card if there ever is one. */
export async function explain({ spotId, words, by, at }: AtWork & { words: string }): Promise<void> {
	const said = wordsWithin(words, { least: 2, most: WORDS_MOST });
	if (said === undefined) throw new Refusal("invalid", "spots.explanationLength", { field: "words", params: { limit: WORDS_MOST } });
	if (heldFor(said)) throw new Refusal("invalid", "spots.namesSomebody", { field: "words" });
	await write(async (tx) => {
		const { order } = await requireWorking(tx, by, spotId);
		if (order.explanation === said) return;
		if (order.explanation) throw new Refusal("conflict", "spots.explainedAlready");
		await tx
			.update(spotAssignments)
			.set({ explanation: said, explainedBy: by.personId, explainedAt: at })
			.where(eq(spotAssignments.id, order.id));
		await record(tx, { at, actorId: by.personId, action: "spot.explain", subject: `spot:${spotId}`, detail: { order: order.number } });
	});
	changed(["exposure"]);
}

/** 申诉, once for each order: from here on nothing of it has an effect until another person decided. */
export async function appealOrder({ spotId, words, by, at }: AtWork & { words: string }): Promise<{ dueAt: Date }> {
	const said = wordsWithin(words, { least: 5, most: 300 });
	if (said === undefined) throw new Refusal("invalid", "spots.appealLength", { field: "words", params: { limit: 300 } });
	const appealed = await write(async (tx) => {
		const { order } = await requireWorking(tx, by, spotId);
		if (order.appealedAt && order.appealWords === said) return { dueAt: order.appealDueAt as Date };
		if (order.appealedAt) throw new Refusal("conflict", "spots.appealedAlready");
		const appealDueAt = appealDueAfter(at, await workingCalendar(tx));
		const appeal = { appealWords: said, appealedBy: by.personId, appealedAt: at, appealDueAt };
		await tx.update(spotAssignments).set(appeal).where(eq(spotAssignments.id, order.id));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "spot.appeal",
			subject: `spot:${spotId}`,
			detail: { order: order.number, due: appealDueAt.getTime() },
		});
		return { dueAt: appealDueAt };
	});
	changed(["exposure"]);
	return appealed;
}

/** Grade D: the steps of a plan, each with its day, given once within the plan's grace. */
export async function planMilestones({ spotId, steps, by, at }: AtWork & { steps: { words: string; day: string }[] }): Promise<void> {
	const planned = steps.map(({ words, day }) => ({ words: lineWithin(words, { least: 2, most: 100 }), day }));
	if (planned.length === 0 || planned.length > 6) throw new Refusal("invalid", "spots.planSteps", { field: "steps", params: { limit: 6 } });
	for (const [n, { words, day }] of planned.entries()) {
		if (words === undefined) throw new Refusal("invalid", "spots.planWords", { field: `words${n}` });
		if (!isDay(day) || endOf(day) <= at || day < (planned[n - 1]?.day ?? ""))
			throw new Refusal("invalid", "spots.planDay", { field: `day${n}` });
	}
	return write(async (tx) => {
		const { order } = await requireWorking(tx, by, spotId);
		if (order.grade !== "D") throw new Refusal("conflict", "spots.planForD");
		const [known] = await tx.select({ count: count() }).from(spotMilestones).where(eq(spotMilestones.assignmentId, order.id));
		if (known?.count) throw new Refusal("conflict", "spots.plannedAlready");
		await tx
			.insert(spotMilestones)
			.values(planned.map(({ words, day }, n) => ({ assignmentId: order.id, position: n + 1, words: words as string, dueAt: endOf(day) })));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "spot.plan",
			subject: `spot:${spotId}`,
			detail: { order: order.number, steps: planned.length },
		});
	});
}

export function doMilestone({ spotId, position, by, at }: AtWork & { position: number }): Promise<void> {
	return write(async (tx) => {
		const { order } = await requireWorking(tx, by, spotId);
		const one = and(eq(spotMilestones.assignmentId, order.id), eq(spotMilestones.position, position));
		const [step] = await tx.select().from(spotMilestones).where(one);
		if (!step) throw new Refusal("not_found", "common.notFound");
		if (step.doneAt) return;
		await tx
			.update(spotMilestones)
			.set({ doneAt: at, doneBy: by.personId })
			.where(and(one, isNull(spotMilestones.doneAt)));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "spot.do_milestone",
			subject: `spot:${spotId}`,
			detail: { order: order.number, position },
		});
	});
}
