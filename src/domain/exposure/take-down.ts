import { desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { exposures, exposureTakedowns } from "#db/schema/exposure.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireDeciding } from "#domain/spots/spot.ts";
import { wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { leaveWithCorrection, restore } from "./leave.ts";
import { mayReview } from "./reviewers.ts";
import { reviewDueAfter } from "./rules.ts";

const WORDS = { least: 0, most: 200 };
/** So many people who found that a card may stay. The trigger that hides counts the same. */
const ENOUGH = 2;

/**
 * 涉及我: by anybody, and without a word the first time. It is hidden at once, until somebody looked into it; once two who looked found that it may stay, it stays
 * while a third one looks. Pressed while somebody has to look, nothing more happens.
 */
export async function takeDown({
	exposureId,
	words,
	at,
}: {
	exposureId: string;
	words: string;
	at: Date;
}): Promise<{ isHidden: boolean; dueAt: Date }> {
	const said = wordsWithin(words, WORDS);
	if (said === undefined) throw new Refusal("invalid", "spots.tooManyWords", { field: "words", params: { limit: WORDS.most } });
	const pressed = await write(async (tx) => {
		await requirePublic(tx, exposureId, at);
		const earlier = await tx.select().from(exposureTakedowns).where(eq(exposureTakedowns.exposureId, exposureId));
		const isHidden = keptBy(earlier) < ENOUGH;
		const open = earlier.find(({ outcome }) => outcome === null);
		if (open) return { isHidden, dueAt: open.dueAt };
		const number = earlier.length + 1;
		if (number > 1 && wordsWithin(said, { least: 5, most: WORDS.most }) === undefined)
			throw new Refusal("invalid", "exposure.wordsNeeded", { field: "words" });
		const dueAt = reviewDueAfter(at);
		await tx.insert(exposureTakedowns).values({ exposureId, number, words: said, pressedAt: at, dueAt });
		await record(tx, { at, actorId: null, action: "exposure.take_down", subject: `exposure:${exposureId}`, detail: { number } });
		return { isHidden, dueAt };
	});
	changed(["exposure"]);
	return pressed;
}

function keptBy(reviews: { outcome: string | null; reviewedBy: string | null }[]): number {
	return new Set(reviews.flatMap(({ outcome, reviewedBy }) => (outcome === "kept" ? (reviewedBy ?? []) : []))).size;
}

async function requirePublic(tx: Tx, exposureId: string, at: Date): Promise<void> {
	const [card] = await tx.select().from(exposures).where(eq(exposures.id, exposureId));
	const isPublic = card?.leavesAt && card.leavesAt > at && (card.stage === "shown" || card.stage === "corrected");
	if (!isPublic) throw new Refusal("not_found", "common.notFound");
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

/** By neither signer, nobody whom the proposer could lean on and no hand of the village. Kept, it is shown again until it leaves; removed, it leaves with a correction in its place. */
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
		if (!(await mayReview(tx, by.personId, exposureId))) throw new Refusal("forbidden", "exposure.notBySigner");
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
