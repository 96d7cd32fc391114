import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ratingLooks, ratingRounds } from "#db/schema/ratings.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { sheetOf } from "./sheets.ts";

/** Yards that a scorer still has to see, along the hamlets' codes and door numbers, as one walks; own marks only, never the others'. */
export async function ownYards(viewer: Viewer) {
	const { id: lookId, closedAt, visit, score, presence } = ratingLooks;
	const isRunning = sql`(${ratingRounds.stage} = 'drawn' or ${ratingRounds.stage} = 'closed' and ${visit} > 1)`;
	const hasResult = sql`exists (select 1 from rating_results r where r.rating_id = ${ratingLooks.ratingId} and r.household_id = ${ratingLooks.householdId} and r.visit >= ${visit})`;
	const rows = await db
		.select({
			...{ lookId, closedAt, visit, score, presence, ...PLACE, number: households.number, headName: households.headName },
			...{ month: ratingRounds.month, hasResult: hasResult.mapWith(Boolean), hamletCode: regions.code },
		})
		.from(ratingLooks)
		.innerJoin(ratingRounds, eq(ratingRounds.id, ratingLooks.ratingId))
		.innerJoin(households, and(eq(households.id, ratingLooks.householdId), isNull(households.closedAt)))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(eq(ratingLooks.scorerId, viewer.personId), isRunning, sql`${ratingLooks.householdId} not in ${closeTo(viewer.personId)}`));
	const order = ({ hamletCode, number }: { hamletCode: string; number: string }) => `${hamletCode} ${number}`;
	const sorted = rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
	return { open: sorted.filter((row) => !row.closedAt && !row.hasResult), done: sorted.filter((row) => row.closedAt) };
}

/** One yard with its sheet; what was given stands there once it is closed. */
export async function yardToScore(viewer: Viewer, lookId: string) {
	const [look] = await db
		.select({
			...{ lookId: ratingLooks.id, ratingId: ratingLooks.ratingId, scorerId: ratingLooks.scorerId, closedAt: ratingLooks.closedAt },
			...{ visit: ratingLooks.visit, score: ratingLooks.score, ...PLACE, number: households.number, headName: households.headName },
			sheetId: ratingRounds.sheetId,
		})
		.from(ratingLooks)
		.innerJoin(ratingRounds, eq(ratingRounds.id, ratingLooks.ratingId))
		.innerJoin(households, eq(households.id, ratingLooks.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(eq(ratingLooks.id, lookId));
	if (look?.scorerId !== viewer.personId) throw new Refusal("not_found", "common.notFound");
	const [sheet, weather, { open }] = await Promise.all([sheetOf(db, look.sheetId), lastWeather(viewer), ownYards(viewer)]);
	return { ...look, sheet, weather, left: open.length };
}

/** It rarely changes between two yards, so that nobody has to tap it again. */
async function lastWeather(viewer: Viewer) {
	const own = and(eq(ratingLooks.scorerId, viewer.personId), isNotNull(ratingLooks.closedAt));
	const [last] = await db
		.select({ weather: ratingLooks.weather })
		.from(ratingLooks)
		.where(own)
		.orderBy(desc(ratingLooks.closedAt))
		.limit(1);
	return last?.weather ?? "dry";
}
