import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ratingLooks, ratingRounds } from "#db/schema/ratings.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt, endOf } from "#domain/calendar/rules.ts";
import { workingDaysAfter } from "#domain/calendar/working-days.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { drawVisit } from "./draw-scorers.ts";
import { finishVisit } from "./mark.ts";
import { type OnRating, type Rating, requireRating, stepOn } from "./rounds.ts";
import { sheetOf } from "./sheets.ts";

/** For how long a household may object to its result. */
const OBJECTION_WORKING_DAYS = 5;

/** The round is over: whoever has no median yet gets it from the scorers who came, each household is told, and may object. */
export async function closeRating({ ratingId, by, at }: OnRating): Promise<{ until: Date }> {
	return write(async (tx) => {
		const rating = await requireRating(tx, by, ratingId);
		if (rating.objectionsUntil) return { until: rating.objectionsUntil };
		if (rating.stage !== "drawn") throw new Refusal("conflict", "ratings.notNow");
		const until = endOf(workingDaysAfter(dayAt(at), OBJECTION_WORKING_DAYS, await workingCalendar(tx)).day);
		await tx.update(ratingRounds).set({ objectionsUntil: until }).where(eq(ratingRounds.id, ratingId));
		await stepOn(tx, { ratingId, stage: "closed", verb: "rating.close", by, at });
		await finishOpenVisits(tx, { ...rating, stage: "closed" }, at);
		await retractNotices(tx, `rating:${ratingId}`, "yards_to_score");
		for (const { resultId, householdId, stars } of await newestResults(tx, ratingId))
			await notify(tx, {
				...{ kind: "yard_rated", params: { month: rating.month, stars, until: until.getTime() } },
				...{ subject: `rating:${resultId}`, to: { householdId }, at },
			});
		return { until };
	});
}

async function finishOpenVisits(tx: Tx, rating: Rating, at: Date): Promise<void> {
	const sheet = await sheetOf(tx, rating.sheetId);
	const { householdId, visit, ratingId, closedAt } = ratingLooks;
	const rows = await tx
		.selectDistinct({ householdId, visit })
		.from(ratingLooks)
		.where(and(eq(ratingId, rating.ratingId), isNull(closedAt)))
		.orderBy(asc(householdId));
	for (const row of rows) await finishVisit(tx, { rating, sheet, ...row, at });
}

/** The newest result of each household that is still open. */
export function newestResults(tx: Tx, ratingId: string) {
	return tx.all<{ resultId: string; householdId: string; stars: number }>(sql`
		select r.id as resultId, r.household_id as householdId, r.stars from rating_results r join households h on h.id = r.household_id and h.closed_at is null where r.rating_id = ${ratingId}
			and not exists (select 1 from rating_results n where n.rating_id = r.rating_id and n.household_id = r.household_id and n.visit > r.visit) order by r.id`);
}

/** 换人去看: for a look that nobody made, somebody else is drawn. */
export function drawAnother({ lookId, by, at }: { lookId: string } & Omit<OnRating, "ratingId">): Promise<void> {
	return write(async (tx) => {
		const [look] = await tx.select().from(ratingLooks).where(eq(ratingLooks.id, lookId));
		if (!look) throw new Refusal("not_found", "common.notFound");
		const rating = await requireRating(tx, by, look.ratingId);
		if (look.closedAt || rating.stage === "settled") throw new Refusal("conflict", "ratings.notNow");
		if (look.visit === 1) throw new Refusal("conflict", "ratings.firstVisitStands");
		const { householdId, visit } = look;
		if ((await drawVisit(tx, { rating, householdId, visit, actorId: by.personId, at })) === 0)
			throw new Refusal("conflict", "ratings.nobodyElse");
	});
}
