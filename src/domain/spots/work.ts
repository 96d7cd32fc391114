import { and, count, eq, isNull } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { spotAssignments, spotMilestones } from "#db/schema/spots/assignments.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { endOf, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { heldFor } from "./held-words.ts";
import { tellReporters } from "./reporters.ts";
import { appealDueAfter } from "./rules.ts";
import { changeSpot, type OnSpot, recordOn, requireStage, requireWorking, step } from "./spot.ts";
import { WORDS_MOST } from "./types.ts";

const IN_WORK = ["assigned", "in_hand", "half_done"] as const;

export function takeInHand(on: OnSpot): Promise<void> {
	return step(on, { to: "in_hand", from: ["assigned"], verb: "spot.take_in_hand", may: requireWorking });
}

export function sayHalfDone(on: OnSpot): Promise<void> {
	return step(on, { to: "half_done", from: ["assigned", "in_hand"], verb: "spot.half_do", may: requireWorking });
}

/** A picture of how it looks now, for the order that the unit works at. The same bytes again are the same picture. The upload is deleted at the end. */
export async function addAfterPhoto({ upload, ...on }: OnSpot & { upload: Upload }): Promise<{ photoId: string }> {
	const { spotId, by, at } = on;
	try {
		const here = await alreadyHere(spotId, upload);
		if (here) return here;
		const place = async (tx: Tx, photoId: string) => {
			const spot = await requireWorking(tx, on);
			requireStage(spot, ...IN_WORK);
			const position = (await picturesOfOrder(tx, spot.order.id)) + 1;
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

async function alreadyHere(spotId: string, { sha256 }: Upload): Promise<{ photoId: string } | undefined> {
	const same = and(eq(spotPhotos.spotId, spotId), eq(spotPhotos.sha256, sha256));
	const [found] = await db.select({ photoId: spotPhotos.photoId, assignmentId: spotPhotos.assignmentId }).from(spotPhotos).where(same);
	if (found && !found.assignmentId) throw new Refusal("conflict", "spots.sameAsBefore", { field: "photo" });
	return found && { photoId: found.photoId };
}

async function picturesOfOrder(tx: Tx, orderId: string): Promise<number> {
	const [taken] = await tx.select({ count: count() }).from(spotPhotos).where(eq(spotPhotos.assignmentId, orderId));
	return taken?.count ?? 0;
}

/** 说已改好: shown by a picture of after. Whoever reported it is told and asked. */
export function sayFixed(on: OnSpot): Promise<void> {
	return step(on, {
		...{ to: "said_fixed", from: [...IN_WORK], verb: "spot.claim_fix", may: requireWorking },
		async require(tx, { order }) {
			if ((await picturesOfOrder(tx, order.id)) === 0) throw new Refusal("invalid", "spots.noPhoto", { field: "photos" });
		},
		async after(tx) {
			await retractNotices(tx, `spot:${on.spotId}`, "spot_assigned");
			await tellReporters(tx, on, "report_said_fixed");
		},
	});
}

/** 说明, once for each order, shown beside the card if there ever is one. */
export async function explain({ words, ...on }: OnSpot & { words: string }): Promise<void> {
	const said = requireWords(words, { least: 2, most: WORDS_MOST, lacks: "spots.explanationLength" });
	if (heldFor(said)) throw new Refusal("invalid", "spots.namesSomebody", { field: "words" });
	await changeSpot(async (tx) => {
		const { order } = await requireWorking(tx, on);
		if (order.explanation === said) return;
		if (order.explanation) throw new Refusal("conflict", "spots.explainedAlready");
		const explained = { explanation: said, explainedBy: on.by.personId, explainedAt: on.at };
		await tx.update(spotAssignments).set(explained).where(eq(spotAssignments.id, order.id));
		await recordOn(tx, on, "spot.explain", { order: order.number });
	});
}

/** 申诉, once for each order: from here on nothing of it has an effect until another person decided. */
export async function appealOrder({ words, ...on }: OnSpot & { words: string }): Promise<{ dueAt: Date }> {
	const said = requireWords(words, { least: 5, most: 300, lacks: "spots.appealLength" });
	return changeSpot(async (tx) => {
		const { order } = await requireWorking(tx, on);
		if (order.appealedAt && order.appealWords === said) return { dueAt: order.appealDueAt as Date };
		if (order.appealedAt) throw new Refusal("conflict", "spots.appealedAlready");
		const appealDueAt = appealDueAfter(on.at, await workingCalendar(tx));
		const appeal = { appealWords: said, appealedBy: on.by.personId, appealedAt: on.at, appealDueAt };
		await tx.update(spotAssignments).set(appeal).where(eq(spotAssignments.id, order.id));
		await recordOn(tx, on, "spot.appeal", { order: order.number, due: appealDueAt.getTime() });
		return { dueAt: appealDueAt };
	});
}

/** Grade D: the steps of a plan, each with its day, given once within the plan's grace. */
export async function planMilestones({ steps, ...on }: OnSpot & { steps: { words: string; day: string }[] }): Promise<void> {
	if (steps.length === 0 || steps.length > 6) throw new Refusal("invalid", "spots.planSteps", { field: "steps", params: { limit: 6 } });
	const planned = steps.map(({ words, day }, n) => {
		const said = requireLine(words, { least: 2, most: 100, lacks: "spots.planWords", field: `words${n}` });
		if (!isDay(day) || endOf(day) <= on.at || day < (steps[n - 1]?.day ?? ""))
			throw new Refusal("invalid", "spots.planDay", { field: `day${n}` });
		return { position: n + 1, words: said, dueAt: endOf(day) };
	});
	return write(async (tx) => {
		const { order } = await requireWorking(tx, on);
		if (order.grade !== "D") throw new Refusal("conflict", "spots.planForD");
		const [known] = await tx.select({ count: count() }).from(spotMilestones).where(eq(spotMilestones.assignmentId, order.id));
		if (known?.count) throw new Refusal("conflict", "spots.plannedAlready");
		await tx.insert(spotMilestones).values(planned.map((one) => ({ ...one, assignmentId: order.id })));
		await recordOn(tx, on, "spot.plan", { order: order.number, steps: planned.length });
	});
}

export function doMilestone({ position, ...on }: OnSpot & { position: number }): Promise<void> {
	return write(async (tx) => {
		const { order } = await requireWorking(tx, on);
		const one = and(eq(spotMilestones.assignmentId, order.id), eq(spotMilestones.position, position));
		const [found] = await tx.select().from(spotMilestones).where(one);
		if (!found) throw new Refusal("not_found", "common.notFound");
		if (found.doneAt) return;
		const done = { doneAt: on.at, doneBy: on.by.personId };
		await tx
			.update(spotMilestones)
			.set(done)
			.where(and(one, isNull(spotMilestones.doneAt)));
		await recordOn(tx, on, "spot.do_milestone", { order: order.number, position });
	});
}
