import { and, count, desc, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireDeciding } from "#domain/spots/spot.ts";
import { wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { leaveWithCorrection, restore } from "./leave.ts";
import { reviewDueAfter } from "./rules.ts";

const WORDS = { least: 0, most: 200 };

/** 涉及我: by anybody, and without a word the first time. It is hidden at once, until somebody looked into it. Pressed while it is hidden, nothing more happens. */
export async function takeDown({ exposureId, words, at }: { exposureId: string; words: string; at: Date }): Promise<{ dueAt: Date }> {
	const said = wordsWithin(words, WORDS);
	if (said === undefined) throw new Refusal("invalid", "spots.tooManyWords", { field: "words", params: { limit: WORDS.most } });
	const dueAt = await write(async (tx) => {
		const card = await publicCardFor(tx, exposureId, at);
		const [open] = await tx
			.select()
			.from(exposureTakedowns)
			.where(and(eq(exposureTakedowns.exposureId, exposureId), isNull(exposureTakedowns.outcome)));
		if (open) return open.dueAt;
		const [earlier] = await tx.select({ count: count() }).from(exposureTakedowns).where(eq(exposureTakedowns.exposureId, card.id));
		const number = (earlier?.count ?? 0) + 1;
		if (number > 1 && wordsWithin(said, { least: 5, most: WORDS.most }) === undefined)
			throw new Refusal("invalid", "exposure.wordsNeeded", { field: "words" });
		const due = reviewDueAfter(at);
		await tx.insert(exposureTakedowns).values({ exposureId, number, words: said, pressedAt: at, dueAt: due });
		await record(tx, { at, actorId: null, action: "exposure.take_down", subject: `exposure:${exposureId}`, detail: { number } });
		return due;
	});
	changed(["exposure"]);
	return { dueAt };
}

async function publicCardFor(tx: Tx, exposureId: string, at: Date) {
	const [card] = await tx.select().from(exposures).where(eq(exposures.id, exposureId));
	const isPublic = card?.leavesAt && card.leavesAt > at && (card.stage === "shown" || card.stage === "corrected");
	if (!card || !isPublic) throw new Refusal("not_found", "common.notFound");
	return card;
}

interface Reviewing {
	exposureId: string;
	/** kept or removed. */
	outcome: string;
	/** Why, for the record. */
	words: string;
	by: Viewer;
	at: Date;
}

/** By neither signer. Kept, it is shown again until it leaves; removed, it leaves with a correction in its place. */
export async function reviewTakedown({ exposureId, outcome, words, by, at }: Reviewing): Promise<void> {
	if (outcome !== "kept" && outcome !== "removed") throw new Refusal("invalid", "exposure.outcomeMissing", { field: "outcome" });
	const said = wordsWithin(words, { least: 2, most: 200 });
	if (said === undefined) throw new Refusal("invalid", "spots.whyMissing", { field: "words", params: { limit: 200 } });
	await write(async (tx) => {
		const [card] = await tx.select().from(exposures).where(eq(exposures.id, exposureId));
		if (!card) throw new Refusal("not_found", "common.notFound");
		await requireDeciding(tx, { by, spotId: card.spotId });
		const [last] = await tx
			.select()
			.from(exposureTakedowns)
			.where(eq(exposureTakedowns.exposureId, exposureId))
			.orderBy(desc(exposureTakedowns.number))
			.limit(1);
		if (last?.outcome === outcome && last.reviewedBy === by.personId) return;
		if (!last || last.outcome) throw new Refusal("conflict", "exposure.nothingToReview");
		await requireNoSigner(tx, card, by.personId);
		const review = { outcome, outcomeWords: said, reviewedBy: by.personId, reviewedAt: at } as const;
		await tx.update(exposureTakedowns).set(review).where(eq(exposureTakedowns.id, last.id));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "exposure.review",
			subject: `exposure:${exposureId}`,
			detail: { number: last.number, outcome },
		});
		if (outcome === "kept") await restore(tx, card, at);
		else await leaveWithCorrection(tx, card, { why: "takedown", at });
	});
	changed(["exposure"]);
}

async function requireNoSigner(
	tx: Tx,
	{ spotId, assignmentId }: { spotId: string; assignmentId: string },
	personId: string,
): Promise<void> {
	const signed = and(eq(approvals.kind, "exposure"), eq(approvals.subject, `${spotId}/${assignmentId}`), eq(approvals.answer, "signed"));
	const [two] = await tx.select({ one: approvals.proposedBy, other: approvals.answeredBy }).from(approvals).where(signed);
	if (two && [two.one, two.other].includes(personId)) throw new Refusal("forbidden", "exposure.notBySigner");
}
