import { sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";

interface Record {
	afterSeq: number;
	fromAt: Date;
	endsAt: Date;
}

/** Of what a village's households earned by pairs and exchanged in a month's record, how much an officer or a keeper wrote down for them. */
export async function proxiedIn(
	reader: Reader,
	villageId: string,
	{ afterSeq, fromAt, endsAt }: Record,
): Promise<{ entries: number; proxied: number }> {
	const [found] = await reader.all<{ entries: number; proxied: number }>(sql`
		select count(*) as entries, count(*) filter (where
			e.kind = 'redeem' and exists (select 1 from store_orders o where o.id = substr(e.source, 7) and o.way = 'keeper')
			or e.kind = 'issue' and exists (select 1 from assisted_submissions a where a.submission_id = substr(e.evidence, 12))) as proxied
		from households h join point_entries e on e.household_id = h.id and e.seq > ${afterSeq}
		where h.village_id = ${villageId} and e.kind in ('issue', 'redeem') and e.at >= ${fromAt.getTime()} and e.at < ${endsAt.getTime()}`);
	return found ?? { entries: 0, proxied: 0 };
}
