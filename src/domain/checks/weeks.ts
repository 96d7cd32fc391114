import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { boundsOf } from "./rules.ts";
import type { CheckWeek, DrawnWeek } from "./types.ts";

/** The next week, this one and some before, as the trail has them. */
const TOLD = 5;

/** The newest weeks whose seed was sealed, newest first; of those that are over with the seed, so that anybody can draw again. */
export async function checkWeeks(): Promise<CheckWeek[]> {
	const rows = await db.all<{ week: string; at: number; commitment: string; draw: string | null }>(sql`
		select substr(sealed.subject, 7) as week, sealed.at, json_extract(sealed.detail, '$.commitment') as commitment, drawn.detail as draw
		from audit_entries sealed left join audit_entries drawn on drawn.subject = sealed.subject and drawn.action = 'check.draw'
		where sealed.action = 'check.seal' order by sealed.seq desc limit ${TOLD}`);
	return rows.map(({ week, at, commitment, draw }) => {
		const drawn = draw ? (JSON.parse(draw) as DrawnWeek) : null;
		return { ...boundsOf(week), sealedAt: new Date(at), commitment, draw: drawn };
	});
}
