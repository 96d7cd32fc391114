import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet, villages } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, mayActIn, READERS, seenBy } from "#domain/regions/scope.ts";
import { tidyName } from "#domain/text.ts";
import type { Messages } from "#i18n/messages.ts";
import { csvFile } from "#platform/csv.ts";
import type { RollHome } from "../types.ts";

/** Each village's part in the order of codes, with the village's word for it: who gave it, when, for how many households. */
export function partsOf(roundId: string, reader: Reader = db) {
	const ofVillage = and(eq(voteRollChecks.roundId, voteRoll.roundId), eq(voteRollChecks.villageId, voteRoll.villageId));
	return reader
		.select({
			villageId: regions.id,
			name: nameAmongAll("regions"),
			path: regions.path,
			households: sql<number>`sum(${isNull(voteRoll.struckAt)})`,
			struck: count(voteRoll.struckAt),
			check: {
				at: voteRollChecks.checkedAt,
				by: sql<string>`(select name from people where id = ${voteRollChecks.checkedBy})`,
				households: voteRollChecks.households,
			},
		})
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.leftJoin(voteRollChecks, ofVillage)
		.where(eq(voteRoll.roundId, roundId))
		.groupBy(regions.id)
		.orderBy(asc(regions.code));
}

export async function rollByVillage(viewer: Viewer, roundId: string) {
	const parts = (await partsOf(roundId)).filter(({ path }) => mayActIn(viewer, path, ...READERS));
	return parts.map((part) => ({ ...part, mayCheck: mayActIn(viewer, part.path, ...ADMIN_ROLES) }));
}

/** Struck households are included. */
export function rollHomes(reader: Reader, { which, limit = -1 }: { which: SQL | undefined; limit?: number }): Promise<RollHome[]> {
	return reader
		.select({
			rollNumber: voteRoll.number,
			householdId: voteRoll.householdId,
			villageId: voteRoll.villageId,
			villageName: nameAmongAll("villages"),
			hamletId: regions.id,
			hamletName: regions.name,
			number: households.number,
			headName: households.headName,
			status: households.status,
			struckAt: voteRoll.struckAt,
			struckWhy: voteRoll.struckWhy,
		})
		.from(voteRoll)
		.innerJoin(households, eq(households.id, voteRoll.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, eq(villages.id, voteRoll.villageId))
		.where(which)
		.orderBy(asc(voteRoll.number))
		.limit(limit);
}

const PAGE = 100;
const CURSOR = cursorOf("roll", "number");

function ofVillage(viewer: Viewer, roundId: string, villageId: string) {
	return and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), seenBy(viewer));
}

export async function rollOfVillage(viewer: Viewer, roundId: string, { villageId, after }: { villageId: string; after?: string | null }) {
	const [number = 0] = CURSOR.read(after) ?? [];
	const which = and(ofVillage(viewer, roundId, villageId), gt(voteRoll.number, number));
	const { page, next } = CURSOR.cut(await rollHomes(db, { which, limit: PAGE + 1 }), PAGE, (last) => [last.rollNumber]);
	return { lines: page, next };
}

export function struckInVillage(viewer: Viewer, roundId: string, villageId: string) {
	return rollHomes(db, { which: and(ofVillage(viewer, roundId, villageId), isNotNull(voteRoll.struckAt)) });
}

/** A village's part for its notice board: hamlets and house numbers without names, as CSV for Excel in Chinese. */
export async function noticeOf(viewer: Viewer, roundId: string, villageId: string, m: Messages): Promise<string> {
	const homes = await rollHomes(db, { which: and(ofVillage(viewer, roundId, villageId), isNull(voteRoll.struckAt)) });
	const { hamlet, houseNumber } = m.rounds.roll;
	return csvFile([[hamlet, houseNumber], ...homes.map(({ hamletName, number }) => [hamletName, number])]);
}

export async function homesByNumber(reader: Reader, roundId: string, rollNumbers: number[]): Promise<Map<number, RollHome>> {
	const homes = await rollHomes(reader, {
		which: and(eq(voteRoll.roundId, roundId), inArray(voteRoll.number, rollNumbers.filter(Number.isInteger))),
	});
	return new Map(homes.map((home) => [home.rollNumber, home]));
}

export async function homeWithNumber(roundId: string, rollNumber: number): Promise<RollHome | null> {
	return (await homesByNumber(db, roundId, [rollNumber])).get(rollNumber) ?? null;
}

const MOST_FOUND = 20;

/** The first households, and how many there are. */
export async function homesLike(roundId: string, text: string): Promise<{ homes: RollHome[]; total: number }> {
	const words = tidyName(text);
	if (words === "") return { homes: [], total: 0 };
	const isLike = or(eq(households.number, words.padStart(4, "0")), isNamed(households.headName, words));
	const which = and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt), isLike);
	const ofLine = eq(households.id, voteRoll.householdId);
	const [found] = await db.select({ total: count() }).from(voteRoll).innerJoin(households, ofLine).where(which);
	return { homes: await rollHomes(db, { which, limit: MOST_FOUND }), total: found?.total ?? 0 };
}
