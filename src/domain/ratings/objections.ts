import { and, eq } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { ratingLooks, ratingResults } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { drawVisit } from "./draw-scorers.ts";
import { RATING_READERS, ratingOf, requireRating } from "./rounds.ts";

/** A household objects to its own result; an admin over the village answers who did not score it. If it is right, others come and look again. */
export const RATING_OBJECTIONS: KindRules = {
	kind: "rating",
	pages: () => [],
	published: async (reader, resultId) => {
		const { rating } = await resultIn(reader, resultId);
		const { village, villageId, path, stage, objectionsUntil } = rating;
		return { name: village, regionId: villageId, regionPath: path, until: stage === "closed" ? objectionsUntil : null };
	},
	mayObject: async (reader, resultId, householdId) => (await resultIn(reader, resultId)).householdId === householdId,
	barred: "ratings.notYours",
	hasStake: async (reader, resultId, personId) => {
		const { rating, householdId } = await resultIn(reader, resultId);
		const own = and(
			eq(ratingLooks.ratingId, rating.ratingId),
			eq(ratingLooks.householdId, householdId),
			eq(ratingLooks.scorerId, personId),
		);
		return (await reader.$count(ratingLooks, own)) > 0;
	},
	recused: "ratings.scoredIt",
	upheld: async (tx, resultId, { by, at }) => {
		const { rating, householdId, visit } = await resultIn(tx, resultId);
		if ((await drawVisit(tx, { rating, householdId, visit: visit + 1, actorId: by, at })) === 0)
			throw new Refusal("conflict", "ratings.nobodyElse");
	},
};

/** not_found before the round was closed, and once a newer visit replaced it, only its own page says so. */
async function resultIn(reader: Reader, resultId: string) {
	const [row] = await reader.select().from(ratingResults).where(eq(ratingResults.id, resultId));
	const rating = row && (await ratingOf(reader, row.ratingId));
	if (!rating || rating.stage === "opened" || rating.stage === "drawn") throw new Refusal("not_found", "common.notFound");
	return { rating, householdId: row.householdId, visit: row.visit };
}

/** Of which round a result is, for who reads that office. */
export async function ratingOfResult(viewer: Viewer, resultId: string) {
	const { rating } = await resultIn(db, resultId);
	return requireRating(db, viewer, rating.ratingId, RATING_READERS);
}
