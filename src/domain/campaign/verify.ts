import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";

const FIGURES = ["places", "hamlets", "households", "pairs", "self_started", "taking_part", "waiting", "last_published_at"] as const;
type Figure = (typeof FIGURES)[number];
type Row = { id: string } & Record<Figure, number | null>;

export interface FigureFault {
	figure: Figure;
	/** The region. */
	id: string;
	kept: number | null;
	counted: number | null;
}

/** Counts anew what triggers counted for each region. */
export async function verifyFigures() {
	const [kept, counted] = [await keptFigures(), await countedFigures()];
	const faults = counted.flatMap(({ id, ...row }) =>
		FIGURES.flatMap((figure): FigureFault[] => {
			const own = kept.get(id)?.[figure] ?? null;
			return own === row[figure] ? [] : [{ figure, id, kept: own, counted: row[figure] }];
		}),
	);
	return { regions: counted.length, faults };
}

async function keptFigures(): Promise<Map<string, Row>> {
	const rows = await db.all<Row>(sql`select region_id as id, * from region_figures`);
	return new Map(rows.map((row) => [row.id, row]));
}

function countedFigures(): Promise<Row[]> {
	return db.all<Row>(sql`
		with sent as (
			select hamlet_id, sum(stage = 'published') as pairs, sum(stage = 'published' and started_by is 'self') as self_started,
				count(distinct case stage when 'published' then household_id end) as taking_part, sum(stage = 'waiting') as waiting,
				max(case stage when 'published' then published_at end) as last_published_at
			from submissions where stage in ('published', 'waiting') group by hamlet_id),
		homes as (select hamlet_id, count(*) as households from households where closed_at is null group by hamlet_id)
		select a.above_id as id, (select count(*) from regions b where b.parent_id = a.above_id and b.valid_to is null) as places,
			sum(r.level = 'hamlet' and r.valid_to is null) as hamlets, coalesce(sum(households), 0) as households, coalesce(sum(pairs), 0) as pairs,
			coalesce(sum(self_started), 0) as self_started, coalesce(sum(taking_part), 0) as taking_part, coalesce(sum(waiting), 0) as waiting,
			max(case a.above_id when r.id then last_published_at end) as last_published_at
		from regions r join places_above a on a.region_id = r.id left join sent on sent.hamlet_id = r.id left join homes on homes.hamlet_id = r.id
		group by a.above_id`);
}
