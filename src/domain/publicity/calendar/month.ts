import { and, asc, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { PUBLICISTS } from "#domain/consents/types.ts";
import { inOfficeOf, partlyInOfficeOf } from "#domain/regions/scope.ts";
import { missingOf } from "#domain/stories/missing.ts";
import { later } from "#platform/clock.ts";
import { lunarDays } from "./lunar.ts";
import { weeksOf } from "./rules.ts";
import { CHANNEL_OF, type DeskDay, type EntryKind, type Going, type Lacking, type OTHER_KINDS } from "./types.ts";

interface Span {
	from: Date;
	until: Date;
}

/** A month's sheet, by weeks: what goes out and what is to be done in the viewer's places, and what the days are to a village. */
export async function deskMonth(viewer: Viewer, month: Month): Promise<DeskDay[][]> {
	const weeks = weeksOf(month);
	const days = weeks.flat();
	const [first, last] = [days[0], days.at(-1)] as [string, string];
	const [going, calendar, lunar] = await Promise.all([
		goingOut(viewer, { from: startOf(first), until: endOf(last) }),
		workingCalendar(),
		lunarDays(days),
	]);
	return weeks.map((week, w) =>
		week.map((day, d) => ({
			...{ day, isOfMonth: day.startsWith(month), mark: calendar.get(day) },
			lunar: lunar[w * 7 + d] as DeskDay["lunar"],
			going: going.filter(({ at, isDayEnd }) => dayAt(isDayEnd ? later(at, -1) : at) === day),
		})),
	);
}

/** In the order of their moments. */
export async function goingOut(viewer: Viewer, span: Span): Promise<Going[]> {
	const found = await Promise.all([entriesOf(viewer, span), othersOf(viewer, span)]);
	return found.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
}

const channelOfKind = sql.raw(
	`case calendar_entries.kind ${Object.entries(CHANNEL_OF)
		.map(([kind, channel]) => `when '${kind}' then '${channel}'`)
		.join(" ")} else 'site' end`,
);

const LACKS = sql`(select json_group_array(distinct what) from (
	select 'review' as what from stories s where s.id = ${calendarEntries.storyId} and s.stage not in ('approved', 'published')
	union all select what from (${missingOf(calendarEntries.storyId)}) where what = 'pair'
	union all select 'consent' from story_households_silent n where n.story_id = ${calendarEntries.storyId} and n.channel = ${channelOfKind}))`;

const asList = (list: string): Lacking[] => JSON.parse(list);

async function entriesOf(viewer: Viewer, { from, until }: Span): Promise<Going[]> {
	const { id: entryId, storyId, kind, title, who, startsAt } = calendarEntries;
	const there = and(isNull(calendarEntries.calledOffAt), gte(startsAt, from), lt(startsAt, until));
	const rows = await db
		.select({ entryId, storyId, kind, title, who, at: startsAt, place: nameAmongAll("regions"), lacks: LACKS.mapWith(asList) })
		.from(calendarEntries)
		.innerJoin(regions, sql`${regions.id} = ${calendarEntries.regionId}`)
		.where(and(there, inOfficeOf(viewer, PUBLICISTS)))
		.orderBy(asc(startsAt));
	return rows.map((row) => ({ ...row, kind: row.kind as EntryKind, isDayEnd: false, way: `/staff/publicity/calendar/${row.entryId}` }));
}

/** What is over then: a midnight belongs to the day that it ends. */
const ENDS: OtherRow["kind"][] = ["story_ends", "board", "model", "vote_closes"];

interface OtherRow {
	kind: (typeof OTHER_KINDS)[number];
	id: string;
	title: string;
	place: string;
	at: number;
	lacks: string;
}

const WAYS: Record<OtherRow["kind"], (id: string) => string> = {
	story: (id) => `/staff/stories/${id}`,
	story_ends: (id) => `/staff/stories/${id}`,
	board: (id) => `/boards/${id}`,
	model: (id) => `/models/${id}`,
	vote_opens: (id) => `/votes/${id}`,
	vote_closes: (id) => `/votes/${id}`,
};

function falls(column: SQL, kind: OtherRow["kind"], { from, until }: Span): SQL {
	if (ENDS.includes(kind)) return sql`${column} > ${from.getTime()} and ${column} <= ${until.getTime()}`;
	return sql`${column} >= ${from.getTime()} and ${column} < ${until.getTime()}`;
}

/** Stories with a time, and the public notices and votes of the places, of those above them too. */
async function othersOf(viewer: Viewer, span: Span): Promise<Going[]> {
	const own = inOfficeOf(viewer, PUBLICISTS);
	const around = partlyInOfficeOf(viewer, PUBLICISTS);
	const of = (kind: OtherRow["kind"], row: { id: SQL; title: SQL; at: SQL; from: SQL; scope: SQL; lacks?: SQL }) =>
		sql`select ${kind} as kind, ${row.id} as id, ${row.title} as title, ${nameAmongAll("regions")} as place, ${row.at} as at,
			${row.lacks ?? sql`'[]'`} as lacks from ${row.from} where ${falls(row.at, kind, span)} and (${row.scope})`;
	const told = sql`coalesce((select v.title from story_versions v where v.story_id = s.id and v.number = s.version), '')`;
	const stories = (where: string) => sql`stories s join regions on regions.id = s.region_id and s.stage in (${sql.raw(where)})`;
	const lacks = sql`(select json_group_array(distinct what) from (
		select 'review' as what where s.stage <> 'approved' union all select what from (${missingOf(sql`s.id`)})))`;
	const rounds = sql`vote_rounds r join regions on regions.id = r.region_id and r.stage in ('announced', 'closed', 'counted', 'final')`;
	const round = { id: sql`r.id`, title: sql`r.name`, from: rounds, scope: around };
	const rows = await db.all<OtherRow>(
		sql.join(
			[
				of("story", {
					...{ id: sql`s.id`, title: told, at: sql`s.starts_at`, scope: own, lacks },
					from: stories("'writing', 'first', 'second', 'final', 'approved'"),
				}),
				of("story_ends", { id: sql`s.id`, title: told, at: sql`s.ends_at`, from: stories("'approved', 'published'"), scope: own }),
				of("board", {
					...{ id: sql`e.id`, title: sql`e.until_month`, at: sql`e.objections_until`, scope: around },
					from: sql`board_editions e join regions on regions.id = e.region_id and e.stage = 'published'`,
				}),
				of("model", {
					...{ id: sql`w.id`, title: sql`''`, at: sql`w.notice_ends_at`, scope: around },
					from: sql`model_villages w join regions on regions.id = w.village_id and w.stage = 'noticed'`,
				}),
				of("vote_opens", { ...round, at: sql`r.opens_at` }),
				of("vote_closes", { ...round, at: sql`r.closes_at` }),
			],
			sql` union all `,
		),
	);
	return rows.map(({ kind, id, title, place, at, lacks: list }) => ({
		...{
			entryId: null,
			storyId: kind === "story" || kind === "story_ends" ? id : null,
			kind: `of_${kind}` as const,
			title,
			place,
			at: new Date(at),
			isDayEnd: ENDS.includes(kind) && startOf(dayAt(new Date(at))).getTime() === at,
			who: "",
			way: WAYS[kind](id),
		},
		lacks: asList(list),
	}));
}
