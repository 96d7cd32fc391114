import { and, asc, count, eq, gt, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db, type Reader } from "#db/client.ts";
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
	households: number;
	struck: number;
	/** Who confirmed the village's part, and how many households it had; null before. */
	check: { at: Date; by: string; households: number } | null;
	mayCheck: boolean;
}

/** The roll by village in the order of their codes, only within the viewer's region. */
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

export async function rollOfVillage(viewer: Viewer, roundId: string, { villageId, after }: { villageId: string; after?: string | null }) {
	const [number = 0] = CURSOR.read(after) ?? [];
	const { page, next } = CURSOR.cut(await linesOf(viewer, roundId, villageId, number).limit(PAGE + 1), PAGE, (last) => [last.number]);
	return { lines: page, next };
}

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

/** A village's part for its notice board: hamlets and house numbers without names, as CSV for Excel in Chinese. */
export async function noticeOf(viewer: Viewer, roundId: string, villageId: string, m: Messages): Promise<string> {
	const lines = await linesOf(viewer, roundId, villageId, 0);
	const { hamlet, houseNumber } = m.rounds.notice;
	const cells = lines.filter(({ struckAt }) => !struckAt).map((line) => [line.hamlet, line.houseNumber]);
	return csvFile([[hamlet, houseNumber], ...cells]);
}

export function hamletsOf(villageId: string) {
	return db
		.select({ regionId: regions.id, name: regions.name })
		.from(regions)
		.where(and(eq(regions.parentId, villageId), isNull(regions.validTo)))
		.orderBy(asc(regions.code));
}

export async function strikeOf(roundId: string, householdId: string): Promise<string | null> {
	const [line] = await db
		.select({ why: voteRoll.struckWhy })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)));
	return line?.why ?? null;
}

type Sizes = Record<string, number>;

export async function rollSizes(roundId: string, reader: Reader = db): Promise<Sizes> {
	const rows = await reader
		.select({ villageId: voteRoll.villageId, households: count() })
		.from(voteRoll)
		.where(and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt)))
		.groupBy(voteRoll.villageId);
	return byVillage(rows);
}

/** The sizes that each village confirmed. After the announcement these are the announced ones; later changes of the roll do not show. */
export async function checkedSizes(roundId: string, reader: Reader = db): Promise<Sizes> {
	const { villageId, households } = voteRollChecks;
	return byVillage(await reader.select({ villageId, households }).from(voteRollChecks).where(eq(voteRollChecks.roundId, roundId)));
}

function byVillage(rows: { villageId: string; households: number }[]): Sizes {
	return Object.fromEntries(rows.map(({ villageId, households }) => [villageId, households]));
}
