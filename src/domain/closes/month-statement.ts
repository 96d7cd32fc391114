import { and, asc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointDisputes } from "#db/schema/closes.ts";
import { households } from "#db/schema/households.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries, pointLegs } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isMonth, monthAfter } from "#domain/calendar/months.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { expiresAt, type LotFigures, leftIn } from "#domain/funds/rules.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf } from "#domain/regions/scope.ts";
import { newestOver, recordEnds, recordOf } from "./rules.ts";
import type { MonthStatement } from "./types.ts";

interface Asked {
	month: string | null;
	at: Date;
	/** An officer who prints it for the household; without one it is its own. */
	by?: Viewer;
}

const MOST_MONTHS = 25;
const MOST_EXPIRIES = 3;

/** 积分单: what a household had, got and spent in one record (26th to 25th), and what it has at its end. not_found for an officer of another place, or close to it. */
export async function monthStatement(householdId: string, { month: typed, at, by }: Asked): Promise<MonthStatement> {
	const month = typed && isMonth(typed) && typed <= recordOf(at) ? typed : newestOver(at);
	const [from, ends] = [recordEnds(monthAfter(month, -1)), recordEnds(month)];
	const [[home], [sums], lines] = await Promise.all([homeOf(householdId, by), sumsAt(householdId, from), linesIn(householdId, from, ends)]);
	if (!home) throw new Refusal("not_found", "common.notFound");
	const { lots, ...place } = home;
	const { first, now, ...opening } = { ...NOTHING, ...sums };
	const closing = lines.reduce(
		(sum, line) => ({
			redeemable: sum.redeemable + line.redeemable,
			honour: sum.honour + line.honour,
			held: sum.held + line.held,
		}),
		opening,
	);
	return { ...place, month, from, ends, months: monthsSince(first, at), opening, lines, closing, expiries: expiriesOf(lots, now) };
}

const NOTHING = { first: null, now: 0, redeemable: 0, honour: 0, held: 0 };

function homeOf(householdId: string, by: Viewer | undefined) {
	const isTheirs = by && and(inOfficeOf(by, ADMIN_ROLES), sql`${households.id} not in ${closeTo(by.personId)}`);
	return db
		.select({
			...{ headName: households.headName, number: households.number, ...PLACE },
			phone: sql<string>`coalesce((select phone from units where region_id = ${households.villageId} and closed_at is null and phone <> '' order by id limit 1), '')`,
			lots: sql`(select json_group_array(json_object('month', month, 'given', given, 'expired', expired)) from point_lots where household_id = ${households.id})`.mapWith(
				(text: string) => JSON.parse(text) as LotFigures[],
			),
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(eq(households.id, householdId), isNull(households.closedAt), isTheirs));
}

/** What a household had before a moment, by kind; what it can redeem now; when its first entry was. */
function sumsAt(householdId: string, from: Date) {
	const before = (column: typeof pointLegs.redeemable | typeof pointLegs.honour | typeof pointLegs.held) =>
		sql<number>`coalesce(sum(iif(${pointEntries.at} < ${from.getTime()}, ${column}, 0)), 0)`;
	return db
		.select({
			first: sql<number | null>`min(${pointEntries.at})`,
			now: sql<number>`coalesce(sum(${pointLegs.redeemable}), 0)`,
			...{ redeemable: before(pointLegs.redeemable), honour: before(pointLegs.honour), held: before(pointLegs.held) },
		})
		.from(pointEntries)
		.innerJoin(pointLegs, eq(pointLegs.entrySeq, pointEntries.seq))
		.where(eq(pointEntries.householdId, householdId));
}

async function linesIn(householdId: string, from: Date, ends: Date) {
	const { seq, kind, points, at } = pointEntries;
	const { redeemable, honour, held } = pointLegs;
	const { entrySeq, isUpheld } = pointDisputes;
	const rows = await db
		.select({ seq, kind, points, at, redeemable, honour, held, rule: pointRules.code, disputed: entrySeq, isUpheld })
		.from(pointEntries)
		.innerJoin(pointLegs, eq(pointLegs.entrySeq, seq))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.leftJoin(pointDisputes, eq(entrySeq, seq))
		.where(and(eq(pointEntries.householdId, householdId), gte(at, from), lt(at, ends)))
		.orderBy(asc(seq));
	return rows.map(({ disputed, isUpheld: isRight, ...line }) => ({
		...line,
		dispute: disputed === null ? null : isRight === null ? ("open" as const) : isRight ? ("right" as const) : ("wrong" as const),
	}));
}

/** Newest first, from the household's first entry on. */
function monthsSince(first: number | null, at: Date): Month[] {
	const [newest, oldest] = [recordOf(at), first === null ? newestOver(at) : recordOf(new Date(first))];
	const months = Array.from({ length: MOST_MONTHS }, (_, n) => monthAfter(newest, -n));
	return months.filter((month) => month >= oldest || month === newestOver(at));
}

/** The next ones, as of now. */
function expiriesOf(lots: LotFigures[], redeemable: number) {
	return lots
		.map(({ month }) => ({ points: leftIn(month, lots, redeemable), until: expiresAt(month) }))
		.filter(({ points }) => points > 0)
		.sort((a, b) => a.until.getTime() - b.until.getTime())
		.slice(0, MOST_EXPIRIES);
}
