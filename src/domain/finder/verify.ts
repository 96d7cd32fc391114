import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { type Word, wordsOf } from "./enter.ts";
import { among, wholeName } from "./rules.ts";

const AT_ONCE = 1_000;
/** Every place is looked up, and of so many households one. */
const EVERY = 20;

export type FinderFault = { fault: "not_entered" | "not_found" | "left_over"; id: string };

/** Each open thing has an entry, each entry that is not stale is in the index, and is found by its name. */
export async function verifyFinder(onProgress: (done: number, total: number) => void = () => undefined) {
	const missing = await db.all<{ id: string }>(sql`
		select id from regions where id not in (select region_id from search_entries where region_id is not null)
		union all select id from households where id not in (select household_id from search_entries where household_id is not null)`);
	const extra = await db.all<{ id: number }>(
		sql`select rowid as id from search_index where rowid not in (select number from search_entries)`,
	);
	const [last] = await db.all<{ number: number | null }>(sql`select max(number) as number from search_entries`);
	const entries = last?.number ?? 0;
	const faults: FinderFault[] = [
		...missing.map(({ id }) => ({ fault: "not_entered" as const, id })),
		...extra.map(({ id }) => ({ fault: "left_over" as const, id: String(id) })),
	];
	for (let from = 0; from < entries; from += AT_ONCE) {
		const words = await wordsOf(db, sql`e.is_stale = 0 and e.number > ${from} and e.number <= ${from + AT_ONCE}`);
		for (const word of words.filter(({ kind, number }) => kind !== "household" || number % EVERY === 0))
			if (!(await isFound(word))) faults.push({ fault: "not_found", id: String(word.number) });
		onProgress(from, entries);
	}
	return { entries, faults };
}

async function isFound({ number, name, path, kind }: Word): Promise<boolean> {
	const whole = wholeName(name);
	if (whole === null) return true;
	const match = among(whole, [path.split("/").at(-2) ?? ""], [kind]);
	return (await db.all(sql`select 1 from search_index where search_index match ${match} and rowid = ${number}`)).length > 0;
}
