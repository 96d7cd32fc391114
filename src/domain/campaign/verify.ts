import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";

const FIGURES = ["places", "hamlets", "households", "pairs", "self_started", "taking_part", "waiting", "walked_at"] as const;
const OF_MONTHS = ["pairs", "looked", "clean", "mended", "mended_in_time"] as const;
type Figure = (typeof FIGURES | typeof OF_MONTHS)[number];
type Row = { id: string } & Partial<Record<Figure, number | null>>;

export interface FigureFault {
	figure: Figure;
	/** The region, with the month where it is counted by months. */
	id: string;
	kept: number | null;
	counted: number | null;
}

/** Counts anew what triggers counted for each region, and for each of its months. */
export async function verifyFigures() {
	const counted = await countedFigures();
	const kept = await db.all<Row>(sql`select region_id as id, * from region_figures`);
	const keptMonths = await db.all<Row>(
		sql`select region_id || ' ' || month as id, * from region_months where pairs or looked or clean or mended or mended_in_time`,
	);
	const faults = [...faultsOf(FIGURES, kept, counted), ...faultsOf(OF_MONTHS, keptMonths, await countedMonths())];
	return { regions: counted.length, faults };
}

function faultsOf(figures: readonly Figure[], kept: Row[], counted: Row[]): FigureFault[] {
	const [one, other] = [kept, counted].map((rows) => new Map(rows.map((row) => [row.id, row])));
	return [...new Set([...(other?.keys() ?? []), ...(one?.keys() ?? [])])].flatMap((id) =>
		figures.flatMap((figure): FigureFault[] => {
			const both = { kept: one?.get(id)?.[figure] ?? null, counted: other?.get(id)?.[figure] ?? null };
			return both.kept === both.counted ? [] : [{ figure, id, ...both }];
		}),
	);
}

function countedMonths(): Promise<Row[]> {
	return db.all<Row>(sql`
		select region_id || ' ' || month as id, sum(pairs) as pairs, sum(looked) as looked, sum(clean) as clean, sum(mended) as mended, sum(in_time) as mended_in_time
		from (
			select a.above_id as region_id, strftime('%Y-%m', published_at / 1000 + 28800, 'unixepoch') as month, 1 as pairs, 0 as looked, 0 as clean, 0 as mended, 0 as in_time
				from submissions join places_above a on a.region_id = hamlet_id where stage = 'published' and published_at is not null
			union all select a.above_id, month, 0, 1, clean, 0, 0 from looks_that_count l join places_above a on a.region_id = l.hamlet_id
			union all select a.above_id, month, 0, 0, 0, 1, in_time from mended_orders o join places_above a on a.region_id = o.hamlet_id)
		group by 1`);
}

function countedFigures(): Promise<Row[]> {
	return db.all<Row>(sql`
		with sent as (
			select hamlet_id, sum(stage = 'published') as pairs, sum(stage = 'published' and started_by is 'self') as self_started,
				count(distinct case stage when 'published' then household_id end) as taking_part, sum(stage = 'waiting') as waiting
			from submissions where stage in ('published', 'waiting') group by hamlet_id),
		homes as (select hamlet_id, count(*) as households from households where closed_at is null group by hamlet_id)
		select a.above_id as id, (select count(*) from regions b where b.parent_id = a.above_id and b.valid_to is null) as places,
			sum(r.level = 'hamlet' and r.valid_to is null) as hamlets, coalesce(sum(households), 0) as households, coalesce(sum(pairs), 0) as pairs,
			coalesce(sum(self_started), 0) as self_started, coalesce(sum(taking_part), 0) as taking_part, coalesce(sum(waiting), 0) as waiting,
			max(case a.above_id when r.id then (select max(done_at) from inspection_walks where hamlet_id = r.id and done_at is not null) end) as walked_at
		from regions r join places_above a on a.region_id = r.id left join sent on sent.hamlet_id = r.id left join homes on homes.hamlet_id = r.id
		group by a.above_id`);
}
