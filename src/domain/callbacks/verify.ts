import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { commitmentOf } from "#domain/draws/draws.ts";
import { entriesIn, type Span } from "./draw-callbacks.ts";
import { drawnOf } from "./rules.ts";

interface Drawn extends Span {
	quarter: string;
	seed: string;
	commitment: string;
	standing: string;
}

/** The quarters whose draw does not come out again from the ledger and the seed that was sealed, or that leave out what was written since the draw before. */
export async function callbacksAstray(): Promise<string[]> {
	const draws = await db.all<Drawn>(sql`
		select substr(d.subject, 10) as quarter, json_extract(d.detail, '$.seed') as seed, json_extract(s.detail, '$.commitment') as commitment,
			json_extract(d.detail, '$.afterSeq') as afterSeq, json_extract(d.detail, '$.headSeq') as headSeq,
			(select coalesce(group_concat(entry_seq order by entry_seq), '') from point_callbacks where quarter = substr(d.subject, 10)) as standing
		from audit_entries d join audit_entries s on s.subject = d.subject and s.action = 'callback.seal' where d.action = 'callback.draw' order by d.seq`);
	const astray = [];
	for (const [n, { quarter, seed, commitment, standing, ...span }] of draws.entries()) {
		const again = drawnOf(seed, await entriesIn(span)).map(({ seq }) => seq);
		const isSame = again.sort((a, b) => a - b).join(",") === standing;
		const goesOn = n === 0 || span.afterSeq === draws[n - 1]?.headSeq;
		if (!isSame || !goesOn || commitmentOf(seed) !== commitment) astray.push(quarter);
	}
	return astray;
}
