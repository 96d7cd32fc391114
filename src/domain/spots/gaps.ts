import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { GAP_ANSWERS, gapRequests } from "#db/schema/spots/assignments.ts";
import type { Role } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
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
