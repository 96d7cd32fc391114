import { setImmediate as breathe } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { readingsFor } from "./pinyin.ts";
import { entryOf } from "./rules.ts";

const AT_ONCE = 1_000;

export interface Word {
	number: number;
	name: string;
	digits: string;
	path: string;
	kind: string;
}

/** Reads anew what changed since it was entered, in pieces, so that others write in between: after an import it is a whole county. */
export async function enterStale({
	most = Number.POSITIVE_INFINITY,
	patienceMs,
}: {
	most?: number;
	patienceMs?: number;
} = {}): Promise<void> {
	for (let done = 0; done < most && (await isAnyStale()); done += AT_ONCE) {
		const readings = await readingsFor();
		await write((tx) => enterSome(tx, readings), patienceMs === undefined ? {} : { patienceMs });
		await breathe();
	}
}

// A literal, so that SQLite can use the partial index.
const STALE = sql`e.is_stale = 1`;

async function isAnyStale(): Promise<boolean> {
	return (await db.all(sql`select 1 from search_entries e where ${STALE} limit 1`)).length > 0;
}

async function enterSome(tx: Tx, readings: (name: string) => string[][]): Promise<void> {
	const words = await wordsOf(tx, sql`${STALE} order by e.number limit ${AT_ONCE}`);
	const entries = JSON.stringify(words.map(({ number, ...word }) => ({ number, ...entryOf({ ...word, readings: readings(word.name) }) })));
	const numbers = sql`(select value ->> 'number' from json_each(${entries}))`;
	await tx.run(sql`delete from search_index where rowid in ${numbers}`);
	await tx.run(sql`insert into search_index (rowid, name, pinyin, digits, places)
		select value ->> 'number', value ->> 'name', value ->> 'pinyin', value ->> 'digits', value ->> 'places' from json_each(${entries})`);
	await tx.run(sql`update search_entries set is_stale = 0 where number in ${numbers}`);
}

/** What the tables say of these entries now. */
export function wordsOf(reader: Reader, which: SQL): Promise<Word[]> {
	return reader.all<Word>(sql`
		select e.number, coalesce(h.head_name, r.name) as name, coalesce(h.number, r.code) as digits, coalesce(hamlet.path, r.path) as path,
			coalesce(r.level, 'household') as kind
		from search_entries e left join regions r on r.id = e.region_id
		left join households h on h.id = e.household_id left join regions hamlet on hamlet.id = h.hamlet_id
		where ${which}`);
}
