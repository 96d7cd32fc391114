import { sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";

/** Whoever answers for the spot, now or while their unit had it. The triggers read the same view. */
export async function isInterested(reader: Reader, personId: string, spotId: string): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from spot_interested where spot_id = ${spotId} and person_id = ${personId} limit 1`);
	return rows.length > 0;
}
