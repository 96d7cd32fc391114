import { setImmediate as breathe } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db, type Reader, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { drawPeriod, periodsToDraw, sealPeriod } from "#domain/draws/sealed.ts";
import { drawnOf, type Entry, QUARTERS, quarterAfter, quarterAt } from "./rules.ts";

const ENTRIES_A_STEP = 5_000;

/** Entries of the ledger behind the first number, up to the second one. */
export interface Span {
	afterSeq: number;
	headSeq: number;
}

/** 回访: draws what is over of the quarters whose seed was sealed before, and seals the seeds of this quarter and the next one. Twice is once. */
export async function drawCallbacks(at: Date): Promise<void> {
	const now = quarterAt(at);
	for (const quarter of await periodsToDraw(QUARTERS, now)) await drawQuarter(quarter, at);
	await write(async (tx) => {
		const detail = { headSeq: await headSeqOf(tx) };
		for (const period of [now, quarterAfter(now)]) await sealPeriod(tx, QUARTERS, { period, detail, at });
	});
}

async function drawQuarter(quarter: string, at: Date): Promise<void> {
	const [seed, span] = [QUARTERS.seedOf(quarter), await spanOf(quarter)];
	const entries = await entriesIn(span);
	const drawn = drawnOf(seed, entries);
	await write(
		(tx) => {
			const insert = async () => {
				for (const { seq: entrySeq, householdId, villageId } of drawn)
					await tx
						.insert(pointCallbacks)
						.values({ entrySeq, householdId, villageId, quarter, drawnAt: at })
						// Somebody found its picture false before.
						.onConflictDoUpdate({ target: pointCallbacks.entrySeq, set: { quarter } });
			};
			const detail = { seed, ...span, entries: entries.length, drawn: drawn.length };
			return drawPeriod(tx, QUARTERS, { period: quarter, detail, at, insert });
		},
		{ isLong: true },
	);
}

/** What was written since the last draw, or since the first seed was sealed: by the order of the ledger, so that what is dated back is drawn too. */
async function spanOf(quarter: string): Promise<Span> {
	const [before] = await db.all<{ headSeq: number }>(sql`
		select coalesce(
			(select json_extract(detail, '$.headSeq') from audit_entries where action = ${QUARTERS.draw} order by seq desc limit 1),
			(select json_extract(detail, '$.headSeq') from audit_entries where subject = ${`callback:${quarter}`} and action = ${QUARTERS.seal})) as headSeq`);
	return { afterSeq: before?.headSeq ?? 0, headSeq: await headSeqOf(db) };
}

async function headSeqOf(reader: Reader): Promise<number> {
	const [head] = await reader.all<{ seq: number | null }>(sql`select max(seq) as seq from point_entries`);
	return head?.seq ?? 0;
}

/** What somebody wrote or spent, not what follows by itself; by the village in whose books it stands. In pieces, for others are served meanwhile. */
export async function entriesIn({ afterSeq, headSeq }: Span): Promise<Entry[]> {
	const entries: Entry[] = [];
	for (let from = afterSeq; from < headSeq; from += ENTRIES_A_STEP) {
		const until = Math.min(from + ENTRIES_A_STEP, headSeq);
		const some = await db.all<Entry>(sql`
			select e.seq, l.household_id as householdId, l.village_id as villageId, r.code from point_entries e
			join point_legs l on l.entry_seq = e.seq join regions r on r.id = l.village_id
			where e.seq > ${from} and e.seq <= ${until} and e.kind in ('issue', 'adjust', 'redeem') and e.source not like 'merger:%' order by e.seq`);
		entries.push(...some);
		await breathe();
	}
	return entries;
}
