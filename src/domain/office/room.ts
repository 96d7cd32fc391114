import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { wilson } from "#domain/boards/ranks.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { UNSEEN_DAYS } from "#domain/campaign/types.ts";
import type { Rate } from "#domain/ranking.ts";
import { inOfficeOf, levelsIn, officeIds, regionsOf, villagesOf, within } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";

/** 总览: who sees how their places stand, all together. */
export const ROOM_READERS: Role[] = ["town_admin", "district_admin", "auditor"];

const MONTHS_SHOWN = 12;
/** A quarter, so that a small town has figures too. */
const MONTHS_OF_ORDERS = 3;

/** A place of the room: how many of its hamlets a drawn walk saw within 60 days. */
export interface Tile {
	regionId: string;
	name: string;
	path: string;
	hamlets: number;
	seen: number;
	/** Orders past their deadline that count for the place. */
	late: number;
}

interface VillageRow extends Tile {
	townId: string;
	town: string;
	pairs: number;
	selfStarted: number;
}

/** The figures of the viewer's places and where they come from: tiles by town for a district, by village for a town. */
export async function roomFigures(viewer: Viewer, at: Date) {
	const [villages, months, relapses] = [await villageRows(viewer, at), await monthsOf(viewer, at), await relapsesOf(viewer, at)];
	const sum = (of: (row: VillageRow) => number) => villages.reduce((total, row) => total + of(row), 0);
	const ofOrders = months.slice(-MONTHS_OF_ORDERS);
	const mended = ofOrders.reduce((total, { inTime }) => total + inTime.whole, 0);
	const late = sum((row) => row.late);
	return {
		inTime: { part: ofOrders.reduce((total, { inTime }) => total + inTime.part, 0), whole: mended + late, late },
		relapses,
		selfStarted: { part: sum((row) => row.selfStarted), whole: sum((row) => row.pairs) },
		seen: { part: sum((row) => row.seen), whole: sum((row) => row.hamlets) },
		tiles: tilesOf(viewer, villages),
		months,
	};
}

function tilesOf(viewer: Viewer, villages: VillageRow[]): Tile[] {
	if (!regionsOf(viewer, ...ROOM_READERS).some(({ path }) => levelsIn(path) === 1)) return villages;
	return [...Map.groupBy(villages, ({ townId }) => townId)].map(([townId, own]) => ({
		...{ regionId: townId, name: own[0]?.town ?? "", path: (own[0]?.path ?? "").replace(/[^/]+\/$/, "") },
		hamlets: own.reduce((total, { hamlets }) => total + hamlets, 0),
		seen: own.reduce((total, { seen }) => total + seen, 0),
		late: own.reduce((total, { late }) => total + late, 0),
	}));
}

// A walk is made in the month for which it was drawn, so that those of some days are found by their months.
async function villageRows(viewer: Viewer, at: Date): Promise<VillageRow[]> {
	const since = new Date(at.getTime() - UNSEEN_DAYS * DAY_MS);
	const rows = await db.all<VillageRow & { code: string }>(sql`
		select v.id as regionId, v.code, v.name, v.path, t.id as townId, t.name as town, f.hamlets, f.pairs, f.self_started as selfStarted,
			(select count(distinct hamlet_id) from inspection_walks where village_id = v.id and month >= ${monthAt(since)} and done_at > ${since.getTime()}) as seen,
			(select count(*) from spots where village_id = v.id and due_at < ${at.getTime()} and stage in ('assigned', 'in_hand', 'half_done')
				and grade <> 'D' and cause <> 'facility_gap') as late
		from regions v join regions t on t.id = v.parent_id join region_figures f on f.region_id = v.id
		where v.level = 'village' and v.valid_to is null and (${inOfficeOf(viewer, ROOM_READERS, sql`v.path`)})`);
	return rows.sort((a, b) => (a.code < b.code ? -1 : 1));
}

export interface MonthOfPlace {
	month: Month;
	clean: Rate & Partial<Band>;
	inTime: Rate & Partial<Band>;
}
interface Band {
	low: number;
	high: number;
}

async function monthsOf(viewer: Viewer, at: Date): Promise<MonthOfPlace[]> {
	const [first, ids] = [monthAfter(monthAt(at), 1 - MONTHS_SHOWN), officeIds(viewer, ROOM_READERS)];
	const rows = await db.all<{ month: Month; looked: number; clean: number; mended: number; inTime: number }>(sql`
		select month, sum(looked) as looked, sum(clean) as clean, sum(mended) as mended, sum(mended_in_time) as inTime
		from region_months where region_id in ${among(ids)} and month >= ${first} group by month`);
	const of = new Map(rows.map((row) => [row.month, row]));
	return Array.from({ length: MONTHS_SHOWN }, (_, n) => {
		const month = monthAfter(first, n);
		const { looked = 0, clean = 0, mended = 0, inTime = 0 } = of.get(month) ?? {};
		return { month, clean: banded({ part: clean, whole: looked }), inTime: banded({ part: inTime, whole: mended }) };
	});
}

function banded(rate: Rate): Rate & Partial<Band> {
	return rate.whole > 0 ? { ...rate, ...wilson(rate) } : rate;
}

/** Of the fixes confirmed in the ninety days that ended 30 (or 90) days ago: how many were found spoilt again within that time. */
async function relapsesOf(viewer: Viewer, at: Date): Promise<Record<"in30" | "in90", Rate>> {
	const [now, day] = [at.getTime(), DAY_MS];
	const own = villagesOf(viewer, ROOM_READERS);
	// A district's are all.
	const isThere = own ? sql`(select village_id from spots where id = c.spot_id) in (${own})` : sql`true`;
	const [found] = await db.all<Record<"part30" | "whole30" | "part90" | "whole90", number | null>>(sql`
		select sum(age <= ${120 * day}) as whole30, sum(age <= ${120 * day} and back <= ${30 * day}) as part30,
			sum(age >= ${90 * day}) as whole90, sum(age >= ${90 * day} and back <= ${90 * day}) as part90
		from (select ${now} - c.at as age, n.at - c.at as back from spot_stages c
			left join spot_stages n on n.spot_id = c.spot_id and n.seq = c.seq + 1
			where c.stage = 'confirmed' and c.at >= ${now - 180 * day} and c.at <= ${now - 30 * day} and n.stage is not 'in_hand' and ${isThere})`);
	return {
		in30: { part: found?.part30 ?? 0, whole: found?.whole30 ?? 0 },
		in90: { part: found?.part90 ?? 0, whole: found?.whole90 ?? 0 },
	};
}

/** What was asked of the viewer's places and is not answered, by who must answer. */
export async function gapsByPlace(viewer: Viewer, at: Date) {
	const own = among(officeIds(viewer, ROOM_READERS));
	const rows = await db.all<{ regionId: string; name: string; spotId: string; dueAt: number }>(sql`
		select r.id as regionId, r.name, g.spot_id as spotId, g.due_at as dueAt from gap_requests g join regions r on r.id = g.asked_of
		where g.answered_at is null and g.asked_of in (
			select id from regions where id in ${own} union all select id from regions where parent_id in ${own} and level = 'town')`);
	return [...Map.groupBy(rows, ({ regionId }) => regionId).values()].map((asked) => {
		const [first, ...others] = asked.sort((a, b) => a.dueAt - b.dueAt) as [(typeof rows)[number]];
		const late = asked.filter(({ dueAt }) => dueAt < at.getTime()).length;
		return { ...first, waiting: 1 + others.length, late };
	});
}

/** More are not read through; those who saw none for longest come first. */
const MOST_HAMLETS = 200;

/** The hamlets of one tile in which no drawn walk was made for 60 days. */
export async function unseenHamlets({ path }: Pick<Tile, "path">, at: Date) {
	const rows = await db.all<{ name: string; village: string; seenAt: number | null }>(sql`
		select h.name, v.name as village, (select max(done_at) from inspection_walks where hamlet_id = h.id and done_at is not null) as seenAt
		from regions h cross join regions v on v.id = h.parent_id
		where ${within(path, sql`h.path`)} and h.level = 'hamlet' and h.valid_to is null
			and coalesce(seenAt, 0) <= ${at.getTime() - UNSEEN_DAYS * DAY_MS}`);
	const longest = rows.sort((a, b) => (a.seenAt ?? 0) - (b.seenAt ?? 0)).slice(0, MOST_HAMLETS);
	return longest.map(({ seenAt, ...hamlet }) => ({ ...hamlet, seenAt: seenAt === null ? null : new Date(seenAt) }));
}
