import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { commitmentOf } from "#domain/draws/draws.ts";
import { entriesOf } from "./draw-callbacks.ts";
import { drawnOf } from "./rules.ts";

interface Drawn {
	quarter: string;
	seed: string;
	commitment: string;
	standing: string;
}

/** Draws each quarter again: from the ledger and the seed that was sealed come the entries that are asked about. */
export async function callbacksAstray(): Promise<{ quarter: string; village: string }[]> {
	const quarters = await db.all<Drawn>(sql`
		select substr(d.subject, 10) as quarter, json_extract(d.detail, '$.seed') as seed, json_extract(s.detail, '$.commitment') as commitment,
			(select coalesce(group_concat(entry_seq order by entry_seq), '') from point_callbacks where quarter = substr(d.subject, 10)) as standing
		from audit_entries d join audit_entries s on s.subject = d.subject and s.action = 'callback.seal' where d.action = 'callback.draw'`);
	const astray = [];
	for (const { quarter, seed, commitment, standing } of quarters) {
		const again = drawnOf(seed, await entriesOf(quarter)).map(({ seq }) => seq);
		const isSame = again.sort((a, b) => a - b).join(",") === standing;
		if (!isSame || commitmentOf(seed) !== commitment) astray.push({ quarter, village: "" });
	}
	return astray;
}
