import { and, asc, eq, gt, gte, lt, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isMonth, monthAfter } from "#domain/calendar/months.ts";
import { Refusal } from "#domain/errors.ts";
import { cursorOf } from "#domain/paging.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { CLOSE_READERS } from "./closes.ts";
import { recordEnds, recordOf } from "./rules.ts";
import type { MonthLedger } from "./types.ts";

const MOST_MONTHS = 25;
const CURSOR = cursorOf("month ledger", "text", "text", "number");

interface Asked {
	villageId: string;
	month: string | null;
	after: string | null;
	/** Lines at once. */
	most: number;
	at: Date;
}

/** 台账 of a village's month: each entry of its record along the doors, without anybody's name. Whoever reads its closes prints it. */
export async function monthLedger(viewer: Viewer, { villageId, month: typed, after, most, at }: Asked): Promise<MonthLedger> {
	const month = typed && isMonth(typed) && typed <= recordOf(at) ? typed : recordOf(at);
	const ends = recordEnds(month);
	const { village, afterSeq, fromAt } = await villageSeen(viewer, { villageId, month, ends });
	// The first month that a village closed holds all that came before it.
	const from = fromAt === null ? recordEnds(monthAfter(month, -1)) : new Date(fromAt);
	const rows = await linesIn({ villageId, afterSeq, from, ends, after, most });
	const { page, next } = CURSOR.cut(rows, most, ({ code, number, seq }) => [code, number, seq]);
	const months = Array.from({ length: MOST_MONTHS }, (_, n) => monthAfter(recordOf(at), -n));
	const lines = page.map(({ code: _, ...line }) => line);
	return {
		villageId,
		village,
		month,
		months,
		from: fromAt === 0 ? null : from,
		ends,
		lines,
		next,
		isFirst: CURSOR.read(after) === undefined,
	};
}

async function villageSeen(viewer: Viewer, { villageId, month, ends }: { villageId: string; month: string; ends: Date }) {
	const close = sql`select * from point_closes where village_id = regions.id`;
	const [found] = await db
		.select({
			village: nameAmongAll("regions"),
			path: regions.path,
			afterSeq: sql<number>`coalesce((select after_seq from (${close} and ends_at <= ${ends.getTime()} order by ends_at desc limit 1)), 0)`,
			fromAt: sql<number | null>`(select from_at from (${close} and month = ${month}))`,
		})
		.from(regions)
		.where(and(eq(regions.id, villageId), eq(regions.level, "village")));
	if (!found || !mayActIn(viewer, found.path, ...CLOSE_READERS)) throw new Refusal("not_found", "common.notFound");
	return found;
}

interface Wanted {
	villageId: string;
	/** Every entry up to this one is of an earlier month. */
	afterSeq: number;
	from: Date;
	ends: Date;
	after: string | null;
	most: number;
}

function linesIn({ villageId, afterSeq, from, ends, after, most }: Wanted) {
	const { seq, householdId, kind, points, held, balanceAfter, at } = pointEntries;
	const [code, number, last] = CURSOR.read(after) ?? ["", "", 0];
	return db
		.select({
			...{ code: regions.code, hamlet: regions.name, number: households.number },
			...{ seq, kind, points, held, balanceAfter, at, rule: pointRules.code },
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(pointEntries, and(eq(householdId, households.id), gt(seq, afterSeq), gte(at, from), lt(at, ends)))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(eq(households.villageId, villageId), sql`(${regions.code}, ${households.number}, ${seq}) > (${code}, ${number}, ${last})`))
		.orderBy(asc(regions.code), asc(households.number), asc(seq))
		.limit(most + 1);
}
