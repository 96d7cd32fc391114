import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { ratingLooks, ratingRounds } from "#db/schema/ratings.ts";
import { record } from "#domain/audit/trail.ts";
import { lot } from "#domain/draws/draws.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { type OnRating, ratingSeed, requireRating, stepOn } from "./rounds.ts";
import { assignedScorers, placeInRating } from "./rules.ts";
import { scorersOf } from "./scorers.ts";
import { SCORERS } from "./types.ts";

/** Households of which each scorer is no friend: pairs (scorer, household) that must not meet. */
async function tiesIn(reader: Reader, villageId: string): Promise<Map<string, Set<string>>> {
	const rows = await reader.all<{ personId: string; householdId: string }>(sql`
		select c.person_id as personId, c.household_id as householdId from close_households c join scorers s on s.person_id = c.person_id and s.stands_from is not null and s.ended_at is null
		join households h on h.id = c.household_id and h.village_id = s.village_id where s.village_id = ${villageId}`);
	return new Map([...Map.groupBy(rows, ({ personId }) => personId)].map(([id, own]) => [id, new Set(own.map((row) => row.householdId))]));
}

/** Draws two or three scorers for each household, none of whom is close to it. The seed is told, so that everybody draws again; drawn twice it is drawn once. */
export async function drawScorers({ ratingId, by, at }: OnRating): Promise<{ households: number; unseen: number }> {
	return write(async (tx) => {
		const rating = await requireRating(tx, by, ratingId);
		if (rating.stage !== "opened") return drawnAlready(tx, ratingId);
		const own = and(eq(households.villageId, rating.villageId), isNull(households.closedAt));
		const { status, isHardship, isUnranked } = households;
		const all = await tx.select({ id: households.id, status, isHardship, isUnranked }).from(households).where(own);
		const rated = all.filter((home) => placeInRating(home) === "rated").map(({ id }) => id);
		const people = (await scorersOf(rating.villageId, tx)).map(({ personId }) => personId);
		if (people.length < SCORERS.least) throw new Refusal("conflict", "ratings.tooFewScorers", { params: { least: SCORERS.least } });
		const seed = ratingSeed(ratingId);
		const freeFor = await freeScorers(tx, { villageId: rating.villageId, seed, people });
		const wanted = Math.min(SCORERS.most, people.length);
		const assigned = assignedScorers({ householdIds: lot(seed, "households", rated), freeFor, wanted });
		// One scorer alone makes no median: nobody comes, and the office is told.
		const seen = [...assigned].filter(([, chosen]) => chosen.length >= SCORERS.least);
		if (seen.length === 0) throw new Refusal("conflict", "ratings.nobodyToRate");
		const rows = seen.flatMap(([householdId, chosen]) =>
			chosen.map((scorerId) => ({ ratingId, householdId, visit: 1, scorerId, drawnAt: at })),
		);
		for (let n = 0; n < rows.length; n += 500) await tx.insert(ratingLooks).values(rows.slice(n, n + 500));
		await tx.update(ratingRounds).set({ seed }).where(eq(ratingRounds.id, ratingId));
		const told = { households: seen.length, unseen: rated.length - seen.length };
		await stepOn(tx, { ratingId, stage: "drawn", verb: "rating.draw", by, at, detail: { seed, ...told } });
		for (const personId of new Set(rows.map(({ scorerId }) => scorerId)))
			await notify(tx, {
				kind: "yards_to_score",
				params: { village: rating.village },
				subject: `rating:${ratingId}`,
				to: { personId },
				at,
			});
		return told;
	});
}

async function freeScorers(reader: Reader, { villageId, seed, people }: { villageId: string; seed: string; people: string[] }) {
	const ties = await tiesIn(reader, villageId);
	return (householdId: string) =>
		lot(
			seed,
			`scorers of ${householdId}`,
			people.filter((one) => !ties.get(one)?.has(householdId)),
		);
}

async function drawnAlready(tx: Tx, ratingId: string) {
	const [row] = await tx
		.select({ households: sql<number>`count(distinct ${ratingLooks.householdId})` })
		.from(ratingLooks)
		.where(eq(ratingLooks.ratingId, ratingId));
	return { households: row?.households ?? 0, unseen: 0 };
}

interface Again {
	rating: { ratingId: string; villageId: string; village: string };
	householdId: string;
	visit: number;
	actorId: string | null;
	at: Date;
}

/** 再看一次: who has not seen the household comes first. Also takes in somebody for a scorer who does not come. */
export async function drawVisit(tx: Tx, { rating, householdId, visit, actorId, at }: Again): Promise<number> {
	const { ratingId, villageId } = rating;
	const people = (await scorersOf(villageId, tx)).map(({ personId }) => personId);
	const free = (await freeScorers(tx, { villageId, seed: ratingSeed(ratingId), people }))(householdId);
	const looks = await tx
		.select({ scorerId: ratingLooks.scorerId, visit: ratingLooks.visit })
		.from(ratingLooks)
		.where(and(eq(ratingLooks.ratingId, ratingId), eq(ratingLooks.householdId, householdId)))
		.orderBy(asc(ratingLooks.drawnAt));
	const there = looks.filter((look) => look.visit === visit).map(({ scorerId }) => scorerId);
	const sawIt = new Set(looks.map(({ scorerId }) => scorerId));
	const able = free.filter((one) => !there.includes(one)).sort((a, b) => Number(sawIt.has(a)) - Number(sawIt.has(b)));
	const wanted = there.length === 0 ? SCORERS.least : 1;
	const chosen = able.slice(0, Math.min(wanted, SCORERS.most - there.length));
	for (const scorerId of chosen) {
		await tx.insert(ratingLooks).values({ ratingId, householdId, visit, scorerId, drawnAt: at });
		const about = { kind: "yards_to_score", params: { village: rating.village }, subject: `rating:${ratingId}` } as const;
		await notify(tx, { ...about, occasion: visit, to: { personId: scorerId }, at });
	}
	if (chosen.length > 0) await record(tx, { at, actorId, action: "rating.revisit", subject: `rating:${ratingId}`, detail: { visit } });
	return chosen.length;
}
