import { and, asc, count, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { ADMIN_ROLES, mayActIn, seenBy } from "#domain/regions/scope.ts";
import type { Messages } from "#i18n/messages.ts";
import { csvFile } from "#platform/csv.ts";

export interface VillagePart {
	villageId: string;
	name: string;
	/** Households that may vote. */
	households: number;
	struck: number;
	/** Who gave their word for it, and for how many households; null while nobody has. */
	check: { at: Date; by: string; households: number } | null;
	/** Whether this viewer may check, strike and add here. */
	mayCheck: boolean;
}

/** The roll by village, in the order of their codes: a book, not a ranking. Of villages outside the viewer's region nothing. */
export async function rollByVillage(viewer: Viewer, roundId: string): Promise<VillagePart[]> {
	const rows = await db
		.select({
			villageId: regions.id,
			name: regions.name,
			path: regions.path,
			households: sql<number>`sum(${isNull(voteRoll.struckAt)})`,
			struck: count(voteRoll.struckAt),
			checkedAt: voteRollChecks.checkedAt,
			checkedBy: people.name,
			checkedHouseholds: voteRollChecks.households,
		})
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.leftJoin(voteRollChecks, and(eq(voteRollChecks.roundId, roundId), eq(voteRollChecks.villageId, regions.id)))
		.leftJoin(people, eq(people.id, voteRollChecks.checkedBy))
		.where(and(eq(voteRoll.roundId, roundId), seenBy(viewer)))
		.groupBy(regions.id)
		.orderBy(asc(regions.code));
	return rows.map(({ path, checkedAt, checkedBy, checkedHouseholds, ...part }) => ({
		...part,
		check: checkedAt ? { at: checkedAt, by: checkedBy ?? "", households: checkedHouseholds ?? 0 } : null,
		mayCheck: mayActIn(viewer, path, ...ADMIN_ROLES),
	}));
}

const PAGE = 100;
const CURSOR = cursorOf("roll", "number");
const hamlets = alias(regions, "hamlets");

/** A village's part of the roll, in the order of the numbers, for who checks it. */
export async function rollOfVillage(viewer: Viewer, roundId: string, { villageId, after }: { villageId: string; after?: string | null }) {
	const [number = 0] = CURSOR.read(after) ?? [];
	const { page, next } = CURSOR.cut(await linesOf(viewer, roundId, villageId, number).limit(PAGE + 1), PAGE, (last) => [last.number]);
	return { lines: page, next };
}

/** Who of a village was struck off: on one page, however long the roll, for who may put them back and who is above. */
export async function struckInVillage(viewer: Viewer, roundId: string, villageId: string) {
	const lines = await linesOf(viewer, roundId, villageId, 0);
	return lines.filter(({ struckAt }) => struckAt);
}

function linesOf(viewer: Viewer, roundId: string, villageId: string, after: number) {
	return db
		.select({
			number: voteRoll.number,
			hamletId: households.hamletId,
			hamlet: hamlets.name,
			houseNumber: households.number,
			headName: households.headName,
			status: households.status,
			struckAt: voteRoll.struckAt,
			struckWhy: voteRoll.struckWhy,
		})
		.from(voteRoll)
		.innerJoin(households, eq(households.id, voteRoll.householdId))
		.innerJoin(hamlets, eq(hamlets.id, households.hamletId))
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), gt(voteRoll.number, after), seenBy(viewer, hamlets.path)))
		.orderBy(asc(voteRoll.number));
}

/** A village's part for its notice board: hamlet and house number of who may vote, no name, as a file that Excel opens in Chinese. */
export async function noticeOf(viewer: Viewer, roundId: string, villageId: string, m: Messages): Promise<string> {
	const lines = await linesOf(viewer, roundId, villageId, 0);
	const { hamlet, houseNumber } = m.rounds.notice;
	const cells = lines.filter(({ struckAt }) => !struckAt).map((line) => [line.hamlet, line.houseNumber]);
	return csvFile([[hamlet, houseNumber], ...cells]);
}

/** The hamlets of a village, for the form that adds a household. */
export function hamletsOf(villageId: string) {
	return db
		.select({ regionId: regions.id, name: regions.name })
		.from(regions)
		.where(and(eq(regions.parentId, villageId), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
}

/** Why a household was struck off, as it may read itself; null where it was not. */
export async function strikeOf(roundId: string, householdId: string): Promise<string | null> {
	const [line] = await db
		.select({ why: voteRoll.struckWhy })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)));
	return line?.why ?? null;
}
