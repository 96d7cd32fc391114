import { sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { drawPeriod, periodsToDraw, sealPeriod } from "#domain/draws/sealed.ts";
import { boundsOf, drawnOf, type Entry, QUARTERS, quarterAfter, quarterAt } from "./rules.ts";

/** 回访: draws what is over of the quarters whose seed was sealed before, and seals the seeds of this quarter and the next one. Twice is once. */
export async function drawCallbacks(at: Date): Promise<void> {
	const now = quarterAt(at);
	for (const quarter of await periodsToDraw(QUARTERS, now)) await drawQuarter(quarter, at);
	await write(async (tx) => {
		for (const quarter of [now, quarterAfter(now)]) await sealPeriod(tx, QUARTERS, quarter, at);
	});
}

async function drawQuarter(quarter: string, at: Date): Promise<void> {
	const [seed, entries] = [QUARTERS.seedOf(quarter), await entriesOf(quarter)];
	const drawn = drawnOf(seed, entries);
	await write((tx) => {
		const insert = async () => {
			for (const { seq: entrySeq, householdId, villageId } of drawn)
				await tx.insert(pointCallbacks).values({ entrySeq, householdId, villageId, quarter, drawnAt: at });
		};
		const detail = { seed, entries: entries.length, drawn: drawn.length };
		return drawPeriod(tx, QUARTERS, { period: quarter, detail, at, insert });
	});
}

/** What somebody wrote or spent, not what follows by itself; by the village in whose books it stands. */
export function entriesOf(quarter: string): Promise<Entry[]> {
	const { from, until } = boundsOf(quarter);
	return db.all<Entry>(sql`
		select e.seq, l.household_id as householdId, l.village_id as villageId, r.code from point_entries e
		join point_legs l on l.entry_seq = e.seq join regions r on r.id = l.village_id
		where e.seq > 0 and e.at >= ${from.getTime()} and e.at < ${until.getTime()} and e.kind in ('issue', 'adjust', 'redeem') and e.source not like 'merger:%'
		order by e.seq`);
}
