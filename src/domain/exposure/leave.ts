import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { EXPOSURE_LIFE, exposureCorrections, exposurePolicies, exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { record } from "#domain/audit/trail.ts";
import { releaseLookedAt } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { correctionUntil } from "./rules.ts";

type Card = typeof exposures.$inferSelect;

/**
 * Each minute, and right after a command on the spot: what is due leaves, what is fixed is shown so, what was answered has its effect. No reader depends on it:
 * a card whose time is over, that is hidden, or whose order is appealed is found by nobody.
 */
export async function tendExposures(at: Date, spotId?: string): Promise<void> {
	const due = await dueCards(at, spotId);
	const failures: Error[] = [];
	for (const { id } of due)
		await write((tx) => tendCard(tx, id, at)).catch((failure) =>
			failures.push(new Error(`exposure ${id}: ${failure}`, { cause: failure })),
		);
	if (due.length > 0) changed(["exposure"]);
	// One that fails keeps no other from leaving; the job tells of it at the end.
	if (failures.length > 0)
		throw failures.length === 1 ? failures[0] : new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
}

const isPublic = sql`${exposures.stage} in ('shown', 'corrected')`;

async function dueCards(at: Date, spotId: string | undefined): Promise<{ id: string }[]> {
	const isFixed = and(inArray(exposures.stage, ["proposed", "shown"]), eq(spots.stage, "confirmed"));
	const isAnswered = and(isPublic, isNotNull(exposures.hiddenAt), isNotNull(spotAssignments.answeredAt), hasNoOpenTakedown);
	const isUnderNone = and(inArray(exposures.stage, ["proposed", "shown", "corrected"]), isNotNull(exposurePolicies.endedAt));
	const isUpheld = and(eq(exposures.stage, "proposed"), isNotNull(spotAssignments.appealedAt));
	const isLookedAt = and(eq(exposures.stage, "corrected"), isNull(exposures.hiddenAt), isAfterToBeShown);
	return db
		.select({ id: exposures.id })
		.from(exposures)
		.innerJoin(spots, eq(spots.id, exposures.spotId))
		.innerJoin(spotAssignments, eq(spotAssignments.id, exposures.assignmentId))
		.innerJoin(exposurePolicies, eq(exposurePolicies.id, exposures.policyId))
		.where(
			and(
				spotId ? eq(exposures.spotId, spotId) : undefined,
				or(and(isPublic, lte(exposures.leavesAt, at)), isFixed, isAnswered, isUnderNone, isUpheld, isLookedAt),
			),
		);
}

/** Somebody looked at the picture of after, and it is not public yet. */
const isAfterToBeShown = sql`exists (select 1 from photos p join photo_redactions r on r.photo_id = p.id and r.revision = p.revision
	where p.id = ${exposures.afterId} and p.released_at is null and p.withdrawn_at is null and p.erased_at is null)`;

const hasNoOpenTakedown = sql`not exists (select 1 from ${exposureTakedowns} t where t.exposure_id = ${exposures.id} and t.outcome is not 'kept')`;

async function tendCard(tx: Tx, id: string, at: Date): Promise<void> {
	const [found] = await tx
		.select({ card: exposures, order: spotAssignments, spotStage: spots.stage, policyEnded: exposurePolicies.endedAt })
		.from(exposures)
		.innerJoin(spots, eq(spots.id, exposures.spotId))
		.innerJoin(spotAssignments, eq(spotAssignments.id, exposures.assignmentId))
		.innerJoin(exposurePolicies, eq(exposurePolicies.id, exposures.policyId))
		.where(eq(exposures.id, id));
	if (!found) return;
	const { card, order, spotStage, policyEnded } = found;
	const isAppealUpheld = order.appealAnswer === "upheld";
	if (card.stage === "proposed") {
		if (spotStage === "confirmed" || policyEnded || order.appealedAt) await drop(tx, card, at);
		return;
	}
	if (card.stage !== "shown" && card.stage !== "corrected") return;
	if (isAppealUpheld) return leaveWithCorrection(tx, card, { why: "appeal", at });
	if (policyEnded || (card.leavesAt && card.leavesAt <= at)) return leave(tx, card, at);
	if (card.stage === "shown" && spotStage === "confirmed") await correct(tx, card, at);
	else if (!card.hiddenAt) await release(tx, card.id, at);
	if (card.hiddenAt && order.answeredAt && (await isFree(tx, card))) await restore(tx, card, at);
}

async function drop(tx: Tx, { id }: Card, at: Date): Promise<void> {
	await takeStep(tx, EXPOSURE_LIFE, { id, stage: "dropped", actorId: null, at });
	await record(tx, { at, actorId: null, action: "exposure.drop", subject: `exposure:${id}` });
}

async function leave(tx: Tx, { id }: Pick<Card, "id">, at: Date): Promise<void> {
	await takeStep(tx, EXPOSURE_LIFE, { id, stage: "left", actorId: null, at });
	await record(tx, { at, actorId: null, action: "exposure.leave", subject: `exposure:${id}` });
}

export async function leaveWithCorrection(tx: Tx, card: Card, { why, at }: { why: "appeal" | "takedown"; at: Date }): Promise<void> {
	await leave(tx, card, at);
	const until = correctionUntil({ shownAt: card.shownAt ?? at, at });
	await tx.insert(exposureCorrections).values({ exposureId: card.id, why, publishedAt: at, until });
}

/** 已整改: the picture of after beside it, at equal size, once somebody looked whether a person, a door or a plate is on it. */
async function correct(tx: Tx, card: Card, at: Date): Promise<void> {
	await takeStep(tx, EXPOSURE_LIFE, { id: card.id, stage: "corrected", actorId: null, at });
	await record(tx, { at, actorId: null, action: "exposure.correct", subject: `exposure:${card.id}` });
	if (!card.hiddenAt) await release(tx, card.id, at);
}

async function isFree(tx: Tx, { id }: Card): Promise<boolean> {
	const open = and(eq(exposureTakedowns.exposureId, id), or(isNull(exposureTakedowns.outcome), eq(exposureTakedowns.outcome, "removed")));
	return (await tx.select({ id: exposureTakedowns.id }).from(exposureTakedowns).where(open)).length === 0;
}

/** Shown again, until it leaves. */
export async function restore(tx: Tx, { id, assignmentId }: Card, at: Date): Promise<void> {
	const [order] = await tx.select().from(spotAssignments).where(eq(spotAssignments.id, assignmentId));
	if (order?.appealedAt && order.appealAnswer !== "rejected") return;
	await tx.update(exposures).set({ hiddenAt: null }).where(eq(exposures.id, id));
	await release(tx, id, at);
}

async function release(tx: Tx, id: string, at: Date): Promise<void> {
	const [card] = await tx.select().from(exposures).where(eq(exposures.id, id));
	const photoIds = [card?.beforeId, card?.afterId].filter((photoId) => typeof photoId === "string");
	await releaseLookedAt(tx, photoIds, at);
}
