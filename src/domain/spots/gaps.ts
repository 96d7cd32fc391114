import { and, asc, eq, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { GAP_ANSWERS, gapRequests } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { requireWords } from "#domain/said.ts";
import { type OnSpot, recordOn } from "./spot.ts";

/** Who answers what villages cannot mend themselves. */
export const GAP_ADMINS: Role[] = ["town_admin", "district_admin"];

export async function answerGap({ answer: chosen, words, ...on }: OnSpot & { answer: string; words: string }): Promise<void> {
	const { spotId, by, at } = on;
	const answer = GAP_ANSWERS.find((one) => one === chosen);
	if (!answer) throw new Refusal("invalid", "spots.gapAnswerMissing", { field: "answer" });
	const answerWords = requireWords(words, { least: 2, most: 300, lacks: "spots.answerLength" });
	return write(async (tx) => {
		const [gap] = await tx
			.select({ askedBy: gapRequests.askedBy, answer: gapRequests.answer, answeredBy: gapRequests.answeredBy, path: regions.path })
			.from(gapRequests)
			.innerJoin(regions, eq(regions.id, gapRequests.askedOf))
			.where(eq(gapRequests.spotId, spotId));
		if (!gap || !mayActIn(by, gap.path, ...GAP_ADMINS)) throw new Refusal("not_found", "common.notFound");
		if (gap.answer === answer && gap.answeredBy === by.personId) return;
		if (gap.answer) throw new Refusal("conflict", "spots.answeredAlready");
		if (gap.askedBy === by.personId) throw new Refusal("forbidden", "spots.ownRequest");
		const answered = { answer, answerWords, answeredBy: by.personId, answeredAt: at };
		await tx.update(gapRequests).set(answered).where(eq(gapRequests.spotId, spotId));
		await recordOn(tx, on, "gap.answer", { answer });
	});
}

/** What waits for an answer of the viewer's office, the latest first. */
export function openGaps(viewer: Viewer) {
	return db
		.select({
			spotId: gapRequests.spotId,
			words: gapRequests.words,
			askedAt: gapRequests.askedAt,
			dueAt: gapRequests.dueAt,
			place: spots.place,
			hamletId: spots.hamletId,
		})
		.from(gapRequests)
		.innerJoin(regions, eq(regions.id, gapRequests.askedOf))
		.innerJoin(spots, eq(spots.id, gapRequests.spotId))
		.where(and(isNull(gapRequests.answeredAt), inOfficeOf(viewer, GAP_ADMINS)))
		.orderBy(asc(gapRequests.dueAt));
}
