import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { bareName } from "#domain/named.ts";
import { lengthOf } from "#domain/text.ts";

/** A name of one sign stands in too many words. */
const LEAST = 2;

/** Whose name stands in these words: the head's or a member's of one of the households (a list of ids, also of merged ones), however it is parted. */
export async function namedIn(words: string, households: SQL): Promise<string | undefined> {
	const theirs = sql`(select id from households where id in ${households}
		union select goes_on_id from households where id in ${households} and goes_on_id is not null)`;
	const names = await db.all<{ name: string }>(sql`select head_name as name from households where id in ${theirs}
		union select p.name from household_members m join people p on p.id = m.person_id where m.left_at is null and m.household_id in ${theirs}`);
	const said = bareName(words);
	return names.map(({ name }) => name).find((name) => lengthOf(bareName(name)) >= LEAST && said.includes(bareName(name)));
}
