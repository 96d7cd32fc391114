import { and, asc, eq, isNull } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { GAP_ANSWERS, gapRequests } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { wordsWithin } from "#domain/text.ts";
import type { GapAnswer } from "./types.ts";

/** Who answers what villages cannot mend themselves. */
export const GAP_ADMINS: Role[] = ["town_admin", "district_admin"];

export async function answerGap({
	spotId,
	answer,
	words,
	by,
	at,
}: {
	spotId: string;
	answer: string;
	words: string;
	by: Viewer;
	at: Date;
}): Promise<void> {
	const said = wordsWithin(words, { least: 2, most: 300 });
	if (!isAnswer(answer)) throw new Refusal("invalid", "spots.gapAnswerMissing", { field: "answer" });
	if (said === undefined) throw new Refusal("invalid", "spots.answerLength", { field: "words", params: { limit: 300 } });
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
		await tx
			.update(gapRequests)
			.set({ answer, answerWords: said, answeredBy: by.personId, answeredAt: at })
			.where(eq(gapRequests.spotId, spotId));
		await record(tx, { at, actorId: by.personId, action: "gap.answer", subject: `spot:${spotId}`, detail: { answer } });
	});
}

function isAnswer(answer: string): answer is GapAnswer {
	return (GAP_ANSWERS as readonly string[]).includes(answer);
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
