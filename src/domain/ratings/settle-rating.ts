import { sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ratingResults } from "#db/schema/ratings.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { credit } from "#domain/points/credit.ts";
import { RATED, SCORER } from "#domain/points/rules.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { newestResults } from "./close-rating.ts";
import { type OnRating, requireRating, stepOn } from "./rounds.ts";

/** 定下来: objections are over and answered, and who was right was visited again. From now on the stars stand, and pay. */
export async function settleRating({ ratingId, by, at }: OnRating): Promise<void> {
	const pages = await write(async (tx): Promise<Tag[]> => {
		const rating = await requireRating(tx, by, ratingId);
		if (rating.stage === "settled") return [];
		if (rating.stage !== "closed" || !rating.objectionsUntil) throw new Refusal("conflict", "ratings.notNow");
		requireOver(rating.objectionsUntil, at, "ratings.objectionsRun");
		await requireNothingOpen(tx, ratingId);
		await stepOn(tx, { ratingId, stage: "settled", verb: "rating.settle", by, at });
		await payStars(tx, ratingId, at);
		await payScorers(tx, ratingId, at);
		return pagesOf(tx, ratingId);
	});
	changed(pages);
}

/** The courtyards whose pages tell these stars from now on. */
async function pagesOf(tx: Tx, ratingId: string): Promise<Tag[]> {
	const told = await tx.all<{ code: string }>(sql`
		select distinct h.public_code as code from rating_results r join stars_shown t on t.household_id = r.household_id and t.shown_at is not null
		join households h on h.id = r.household_id where r.rating_id = ${ratingId}`);
	return told.map(({ code }): Tag => `courtyard:${code}`);
}

/** By what the scorers gave, so by nobody's decision: the admin who settles may live there too. */
async function payStars(tx: Tx, ratingId: string, at: Date): Promise<void> {
	for (const { resultId, householdId, stars } of await newestResults(tx, ratingId)) {
		const source = `rating:${ratingId}/${householdId}`;
		await credit(tx, { rule: RATED, source, evidence: `rating:${resultId}`, householdId, stars, decidedBy: null, at });
	}
}

/** Whoever scored of a household of theirs; staff are paid nothing. */
async function payScorers(tx: Tx, ratingId: string, at: Date): Promise<void> {
	const rows = await tx.all<{ personId: string; householdId: string }>(sql`
		select distinct l.scorer_id as personId, m.household_id as householdId from rating_looks l
		join household_members m on m.person_id = l.scorer_id and m.left_at is null join households h on h.id = m.household_id and h.closed_at is null
		where l.rating_id = ${ratingId} and l.closed_at is not null order by m.household_id`);
	for (const { personId, householdId } of rows)
		await credit(tx, {
			rule: SCORER,
			source: `scoring:${ratingId}/${personId}`,
			evidence: `rating:${ratingId}`,
			householdId,
			decidedBy: null,
			at,
		});
}

async function requireNothingOpen(tx: Tx, ratingId: string): Promise<void> {
	const [open] = await tx.all<{ answers: number; visits: number }>(sql`
		select count(*) filter (where o.answer is null) as answers, count(*) filter (where o.is_upheld and not exists (
			select 1 from ${ratingResults} n where n.rating_id = r.rating_id and n.household_id = r.household_id and n.visit > r.visit)) as visits
		from ${ratingResults} r join objections o on o.kind = 'rating' and o.subject = r.id where r.rating_id = ${ratingId}`);
	if (open && open.answers > 0) throw new Refusal("conflict", "ratings.objectionsWait");
	if (open && open.visits > 0) throw new Refusal("conflict", "ratings.visitsWait");
}
