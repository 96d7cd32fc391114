import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { UNSEEN_DAYS } from "#domain/campaign/types.ts";
import { within } from "#domain/regions/scope.ts";
import type { SpotStage } from "#domain/spots/types.ts";
import { DAY_MS } from "#platform/clock.ts";
import { FIGURES, type FigureName } from "./types.ts";

/** A place with all below it, in whole months; what stands now is that of `at`. */
export interface Span {
	path: string;
	from: Month;
	until: Month;
	at: Date;
}

interface Bounds extends Span {
	start: number;
	end: number;
	now: number;
}

/** Where rows come from: what each of them says (in which hamlet, when, and about what), and all of them, with a condition open at its end. */
interface Source {
	columns: SQL;
	from: SQL;
}

const ALL = sql`true`;
const [NO_SPOT, NO_PAIR] = [sql`null as spot_id`, sql`null as submission_id`];

const walks = (span: Bounds): Source => ({ columns: sql`w.hamlet_id, w.done_at as at, ${NO_SPOT}, ${NO_PAIR}`, from: walksIn(span) });

const looks = (span: Bounds): Source => ({
	columns: sql`w.hamlet_id, w.done_at as at, l.spot_id, ${NO_PAIR}`,
	from: walksIn(span, sql`cross join looks_that_count l on l.walk_id = w.id`),
});

const gaps = (span: Bounds): Source => ({
	columns: sql`w.hamlet_id, w.done_at as at, i.spot_id, ${NO_PAIR}`,
	from: sql`${walksIn(span, sql`join inspections i on i.walk_id = w.id and i.found = 'fault'`)}
		and (i.cause = 'facility_gap' or (select cause from spots where id = i.spot_id) = 'facility_gap')`,
});

const found = (span: Bounds): Source => ({
	columns: sql`s.hamlet_id, s.found_at as at, s.id as spot_id, ${NO_PAIR}`,
	from: sql`from ${villagesIn(span)} join spots s on s.village_id = v.id and s.found_at >= ${span.start} and s.found_at < ${span.end}
		where s.stage not in ('merged', 'not_ours')`,
});

const mended = (span: Bounds): Source => ({
	columns: sql`o.hamlet_id, o.at, o.spot_id, ${NO_PAIR}`,
	from: sql`from mended_orders o join regions h on h.id = o.hamlet_id
		where o.at >= ${span.start} and o.at < ${span.end} and ${within(span.path, sql`h.path`)}`,
});

const late = (span: Bounds): Source => ({
	columns: sql`s.hamlet_id, s.due_at as at, s.id as spot_id, ${NO_PAIR}`,
	from: sql`from ${villagesIn(span)} join spots s on s.village_id = v.id
		and s.due_at < ${span.now} and s.stage in ('assigned', 'in_hand', 'half_done') and s.grade <> 'D' and s.cause <> 'facility_gap' where ${ALL}`,
});

const pairs = (span: Bounds): Source => ({
	columns: sql`s.hamlet_id, s.published_at as at, ${NO_SPOT}, s.id as submission_id`,
	from: sql`from ${villagesIn(span)} join submissions s
		on s.village_id = v.id and s.stage = 'published' and s.published_at >= ${span.start} and s.published_at < ${span.end} where ${ALL}`,
});

const unseen = ({ path, now }: Bounds): Source => ({
	columns: sql`h.id as hamlet_id, f.walked_at as at, ${NO_SPOT}, ${NO_PAIR}`,
	from: sql`from regions h join region_figures f on f.region_id = h.id where ${within(path, sql`h.path`)} and h.level = 'hamlet' and h.valid_to is null
		and coalesce(f.walked_at, 0) <= ${now - UNSEEN_DAYS * DAY_MS}`,
});

const RELAPSED = sql`exists (select 1 from spot_stages n where n.spot_id = o.spot_id and n.seq = o.seq + 1 and n.stage = 'relapsed' and n.at - o.at <= ${30 * DAY_MS})`;

// A figure is how many rows it has, so that what is told and what is listed cannot differ.
const ROWS: Record<FigureName, { of: (span: Bounds) => Source; which: SQL }> = {
	walks: { of: walks, which: ALL },
	looked: { of: looks, which: ALL },
	clean: { of: looks, which: sql`l.clean` },
	faults: { of: looks, which: sql`not l.clean` },
	gaps: { of: gaps, which: ALL },
	found: { of: found, which: ALL },
	mended: { of: mended, which: ALL },
	inTime: { of: mended, which: sql`o.in_time` },
	relapsed: { of: mended, which: RELAPSED },
	late: { of: late, which: ALL },
	pairs: { of: pairs, which: ALL },
	selfStarted: { of: pairs, which: sql`s.started_by = 'self'` },
	unseen: { of: unseen, which: ALL },
};

function rowsOf(figure: FigureName, bounds: Bounds): SQL {
	const { of, which } = ROWS[figure];
	const { columns, from } = of(bounds);
	return sql`select ${columns} ${from} and ${which}`;
}

function villagesIn({ path }: Bounds): SQL {
	return sql`(select id from regions where ${within(path, sql`path`)} and level = 'village') v`;
}

// Cross joins keep the order: from the few villages on.
function walksIn(span: Bounds, more: SQL = sql``): SQL {
	return sql`from ${villagesIn(span)} cross join inspection_walks w on w.village_id = v.id and w.month between ${span.from} and ${span.until}
		${more} where w.done_at is not null`;
}

function boundsOf(span: Span): Bounds {
	const [start, end] = [startOf(`${span.from}-01`), startOf(`${monthAfter(span.until, 1)}-01`)];
	return { ...span, start: start.getTime(), end: end.getTime(), now: span.at.getTime() };
}

export type Figures = Record<FigureName, number>;

/** All figures of a place in some months, in one statement that walks each source once. */
export async function figuresOf(span: Span): Promise<Figures> {
	const bounds = boundsOf(span);
	const counts = [...Map.groupBy(FIGURES, (name) => ROWS[name].of)].map(([of, names]) => {
		const counted = names.map((name) => sql`count(*) filter (where ${ROWS[name].which}) as ${sql.identifier(name)}`);
		return sql`(select ${sql.join(counted, sql`, `)} ${of(bounds).from})`;
	});
	const [figures] = await db.all<Figures>(sql`select * from ${sql.join(counts, sql`, `)}`);
	return figures as Figures;
}

export interface FoundKind {
	code: string;
	name: string;
	nameEn: string;
	count: number;
	/** Where one of them lies. */
	place: string;
}

/** What was found, by kind, the most first. */
export async function foundKinds(span: Span): Promise<FoundKind[]> {
	const kinds =
		await db.all<FoundKind>(sql`select c.code, c.name, c.name_en as nameEn, count(*) as count, min(village.name || h.name) as place
		from (${rowsOf("found", boundsOf(span))}) rows join spots s on s.id = rows.spot_id join leaf_categories c on c.code = s.category_code
		join regions h on h.id = rows.hamlet_id join regions village on village.id = h.parent_id group by c.code`);
	return kinds.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

export interface FigureRow {
	village: string;
	hamlet: string;
	path: string;
	at: number | null;
	spotId: string | null;
	submissionId: string | null;
	kind: string | null;
	kindEn: string | null;
	/** Of a spot: how it stands, with whom, and until when. */
	stage: SpotStage | null;
	unit: string | null;
	dueAt: number | null;
	/** How many there are in all. */
	whole: number;
}

export const ROWS_A_PAGE = 200;

interface Wanted {
	/** Of one kind alone. */
	code?: string | null | undefined;
	/** Only spots that are not mended. */
	isOpen?: boolean;
	page?: number;
	size?: number;
}

/** The rows that a figure counts, a page of them, and how many there are in all. */
export async function rowsBehind(figure: FigureName, span: Span, { code, isOpen = false, page = 0, size = ROWS_A_PAGE }: Wanted = {}) {
	const rows =
		await db.all<FigureRow>(sql`select v.name as village, h.name as hamlet, h.path, rows.at, rows.spot_id as spotId, rows.submission_id as submissionId,
			c.name as kind, c.name_en as kindEn, s.stage, s.due_at as dueAt, count(*) over () as whole, (select name from units where id = s.unit_id) as unit
		from (${rowsOf(figure, boundsOf(span))}) rows join regions h on h.id = rows.hamlet_id join regions v on v.id = h.parent_id
		left join spots s on s.id = rows.spot_id left join submissions p on p.id = rows.submission_id
		left join leaf_categories c on c.code = coalesce(s.category_code, p.category_code)
		where ${code ? sql`c.code = ${code}` : ALL} and ${isOpen ? sql`s.stage <> 'confirmed'` : ALL}
		order by rows.at desc, h.path, rows.spot_id limit ${size + 1} offset ${page * size}`);
	return { rows: rows.slice(0, size), hasMore: rows.length > size, whole: rows[0]?.whole ?? 0 };
}
