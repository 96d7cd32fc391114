import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isMonth, monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { READERS } from "#domain/regions/scope.ts";
import { requireStore } from "./keepers.ts";
import type { GoodInMonth, StoreLine, StoreMonth } from "./types.ts";

const MOST_MONTHS = 36;
const CURSOR = cursorOf("store lines", "time", "number", "id");

interface Asked {
	villageId: string;
	/** A month of the calendar, as typed; for any other text, or a month to come, the one of now. */
	month: string | null;
	after?: string | null;
	/** Lines at once. */
	most: number;
	at: Date;
}

/** 超市台账: what a month brought into a village's store and took out of it, by goods and line by line. Keepers and the offices over the village read it. */
export async function storeMonth(viewer: Viewer, { villageId, month: typed, after, most, at }: Asked): Promise<StoreMonth> {
	const { village } = await requireStore(db, viewer, villageId, READERS, { orKeeper: true });
	const month = typed && isMonth(typed) && typed <= monthAt(at) ? typed : monthAt(at);
	const [from, ends] = [startOf(`${month}-01`), startOf(`${monthAfter(month, 1)}-01`)];
	const [goods, rows] = await Promise.all([goodsIn(villageId, from, ends), linesIn(villageId, { from, ends, after, most })]);
	const { page, next } = CURSOR.cut(rows, most, (row) => [new Date(row.at), row.seq, row.goodId]);
	const first = Math.min(at.getTime(), ...goods.map(({ addedAt }) => addedAt));
	return {
		...{ villageId, village, month, months: monthsSince(monthAt(new Date(first)), monthAt(at)) },
		goods: goods.filter(wasThere).map(({ addedAt: _, endedAt: __, ...good }) => good),
		points: goods.reduce((sum, { points }) => sum + points, 0),
		cost: goods.reduce((sum, { cost }) => sum + cost, 0),
		lines: page.map(({ seq: _, goodId: __, at: moment, ...line }) => ({ ...line, at: new Date(moment) })),
		...{ next, isFirst: CURSOR.read(after) === undefined },
	};
}

function monthsSince(first: Month, now: Month): Month[] {
	return Array.from({ length: MOST_MONTHS }, (_, n) => monthAfter(now, -n)).filter((month) => month >= first);
}

type GoodRow = GoodInMonth & { addedAt: number; endedAt: number | null };

const wasThere = ({ opening, closing, bought, given, out, back, counted, endedAt }: GoodRow) =>
	endedAt === null || [opening, closing, bought, given, out, back, counted].some((count) => count !== 0);

async function goodsIn(villageId: string, from: Date, ends: Date): Promise<GoodRow[]> {
	const [begin, end] = [from.getTime(), ends.getTime()];
	const sum = (which: string, what = "m.quantity") => sql.raw(`coalesce(sum(iif(${which}, ${what}, 0)), 0)`);
	const rows = await db.all<Omit<GoodRow, "closing">>(sql`
		select g.id as goodId, g.name, g.unit, g.added_at as addedAt, g.ended_at as endedAt,
			coalesce((select stock_after from store_movements where good_id = g.id and at < ${begin} order by at desc, seq desc limit 1), 0) as opening,
			${sum("m.kind = 'in' and d.donor_id is null")} as bought, ${sum("m.kind = 'in' and d.donor_id is not null")} as given,
			${sum("m.kind = 'out'", "-m.quantity")} as out, ${sum("m.kind = 'back'")} as back, ${sum("m.kind = 'count'")} as counted,
			coalesce(sum(iif(m.kind = 'out', l.points, -l.points)), 0) as points,
			${sum("m.kind = 'in' and d.donor_id is null", "d.quantity * d.unit_cost")} as cost
		from store_goods g left join store_movements m on m.good_id = g.id and m.at >= ${begin} and m.at < ${end}
		${SOURCES} where g.village_id = ${villageId} and g.added_at < ${end} group by g.id`);
	return rows
		.map((row) => ({ ...row, closing: row.opening + row.bought + row.given - row.out + row.back + row.counted }))
		.sort((one, other) => one.name.localeCompare(other.name, "zh-CN"));
}

/** From what a movement comes: a delivery, or a line of an order. */
const SOURCES = sql`left join store_deliveries d on m.kind = 'in' and d.id = m.source_id
	left join store_order_lines l on m.kind in ('out', 'back') and l.order_id = m.source_id and l.good_id = m.good_id`;

type LineRow = Omit<StoreLine, "at"> & { at: number; seq: number; goodId: string };
interface Between extends Pick<Asked, "after" | "most"> {
	from: Date;
	ends: Date;
}

/** As they happened. Who entered and who signed stands beside what two people signed. */
function linesIn(villageId: string, { from, ends, after, most }: Between): Promise<LineRow[]> {
	const [at, seq, goodId] = CURSOR.read(after) ?? [from, -1, ""];
	return db.all<LineRow>(sql`
		select m.at, m.seq, m.good_id as goodId, m.kind, m.quantity, m.stock_after as stockAfter, g.name, g.unit,
			iif(m.kind = 'out', l.points, -l.points) as points, iif(d.donor_id is null, d.quantity * d.unit_cost, null) as cost, n.name as donor,
			r.name as hamlet, h.number, p.name as "by", s.name as signedBy
		from store_goods g join store_movements m on m.good_id = g.id and m.at >= ${from.getTime()} and m.at < ${ends.getTime()}
		${SOURCES} left join store_donors n on n.id = d.donor_id
		left join store_orders o on o.id = l.order_id left join households h on h.id = o.household_id left join regions r on r.id = h.hamlet_id
		left join approvals a on a.kind = 'store' and a.subject = case m.kind when 'in' then 'delivery/' when 'count' then 'taking/' end || m.source_id and a.answer = 'signed'
		left join people p on p.id = a.proposed_by left join people s on s.id = a.answered_by
		where g.village_id = ${villageId} and (m.at, m.seq, m.good_id) > (${at.getTime()}, ${seq}, ${goodId})
		order by m.at, m.seq, m.good_id limit ${most + 1}`);
}
