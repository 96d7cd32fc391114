import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { DAY_MS } from "#platform/clock.ts";

export const UNSEEN_AFTER_DAYS = 60;

/** A share from 0 to 1, and how many things it is a share of; null when nothing is measured yet. */
export interface Share {
	share: number | null;
	of: number;
}

export interface HeadlineFigures {
	/** 要我→我要: the share of published work that households began themselves. */
	selfStarted: Share;
	stillClean30: Share;
	stillClean90: Share;
	hamlets: number;
	unseenHamlets: number;
}

// There are no re-checks yet, so the page says that relapse is not measured.
const NOT_MEASURED: Share = { share: null, of: 0 };

/** For now a hamlet counts as seen when one of its pairs is published. */
export async function headlineFigures(at: Date, { villageId }: { villageId?: string } = {}): Promise<HeadlineFigures> {
	const [found] = await db.all<{ pairs: number; self: number; seen: number; hamlets: number }>(countsAt(at, villageId));
	const { pairs, self, seen, hamlets } = found ?? { pairs: 0, self: 0, seen: 0, hamlets: 0 };
	return {
		selfStarted: { share: pairs > 0 ? self / pairs : null, of: pairs },
		stillClean30: NOT_MEASURED,
		stillClean90: NOT_MEASURED,
		hamlets,
		unseenHamlets: Math.max(0, hamlets - seen),
	};
}

export function countsAt(at: Date, villageId?: string): SQL {
	const since = at.getTime() - UNSEEN_AFTER_DAYS * DAY_MS;
	const ofVillage = villageId ? sql`and village_id = ${villageId}` : sql``;
	const below = villageId ? sql`and parent_id = ${villageId}` : sql``;
	return sql`
		select count(*) as pairs, coalesce(sum(started_by = 'self'), 0) as self,
			count(distinct case when published_at > ${since} then hamlet_id end) as seen,
			(select count(*) from regions where level = 'hamlet' and valid_to is null ${below}) as hamlets
		from submissions where stage = 'published' and published_at <= ${at.getTime()} ${ofVillage}`;
}

export async function takingPart(villageId: string): Promise<{ households: number; pairsByHamlet: Map<string, number> }> {
	const rows = await db.all<{ hamletId: string; pairs: number; households: number }>(sql`
		select hamlet_id as hamletId, count(*) as pairs, count(distinct household_id) as households
		from submissions where stage = 'published' and village_id = ${villageId} group by hamlet_id`);
	const households = rows.reduce((sum, row) => sum + row.households, 0);
	return { households, pairsByHamlet: new Map(rows.map((row) => [row.hamletId, row.pairs])) };
}
