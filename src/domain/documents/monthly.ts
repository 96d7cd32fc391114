import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import type { Month } from "#domain/calendar/types.ts";
import { UNSEEN_DAYS } from "#domain/campaign/types.ts";
import { within } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";
import type { OfficePlace } from "./sources.ts";

/** What happened in a month, as triggers count it. */
interface Counted {
	pairs: number;
	looked: number;
	clean: number;
	mended: number;
	inTime: number;
}
export interface PlaceLine extends Counted {
	name: string;
	households: number;
	takingPart: number;
	hamlets: number;
	unseen: number;
}
export interface MonthLine extends Counted {
	month: Month;
}

export interface MonthlyFigures {
	place: string;
	month: Month;
	/** What lies directly below, and the place itself last. */
	places: PlaceLine[];
	/** A year, the place itself. */
	months: MonthLine[];
}

const MONTHS = 12;
const COUNTED = sql`coalesce(m.pairs, 0) as pairs, coalesce(m.looked, 0) as looked, coalesce(m.clean, 0) as clean, coalesce(m.mended, 0) as mended,
	coalesce(m.mended_in_time, 0) as inTime`;

export async function monthlyFigures(place: OfficePlace, { month, at }: { month: Month; at: Date }): Promise<MonthlyFigures> {
	// Sorted here, where they are few.
	const below = await lines(sql`r.parent_id = ${place.regionId} and r.valid_to is null`, { month, at });
	const own = await lines(sql`r.id = ${place.regionId}`, { month, at });
	return { place: place.name, month, places: [...below, ...own], months: await monthsOf(place.regionId, month) };
}

async function lines(which: SQL, { month, at }: { month: Month; at: Date }): Promise<PlaceLine[]> {
	const since = at.getTime() - UNSEEN_DAYS * DAY_MS;
	const rows = await db.all<
		PlaceLine & { code: string }
	>(sql`select r.code, r.name, f.households, f.taking_part as takingPart, f.hamlets, ${COUNTED},
			(select count(*) from regions h join region_figures g on g.region_id = h.id
				where ${within(sql`r.path`, sql`h.path`)} and h.level = 'hamlet' and h.valid_to is null and coalesce(g.walked_at, 0) <= ${since}) as unseen
		from regions r join region_figures f on f.region_id = r.id left join region_months m on m.region_id = r.id and m.month = ${month}
		where ${which}`);
	return rows.sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ code: _, ...line }) => line);
}

async function monthsOf(regionId: string, until: Month): Promise<MonthLine[]> {
	const from = monthAfter(until, 1 - MONTHS);
	const rows = await db.all<MonthLine>(
		sql`select m.month, ${COUNTED} from region_months m where m.region_id = ${regionId} and m.month between ${from} and ${until}`,
	);
	const none = { pairs: 0, looked: 0, clean: 0, mended: 0, inTime: 0 };
	return Array.from({ length: MONTHS }, (_, n) => {
		const month = monthAfter(from, n);
		return rows.find((row) => row.month === month) ?? { month, ...none };
	});
}
