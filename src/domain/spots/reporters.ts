import { and, isNotNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { spotReports } from "#db/schema/spots/spots.ts";

/** The spot itself and all that were merged into it: whoever reported one of them hears what becomes of it. */
export function allOf(spotId: string) {
	return sql`(with recursive those (id) as (select ${spotId} union select s.id from spots s join those on s.merged_into_id = those.id) select id from those)`;
}

/** Who reported it with an account. Commands tell them; no page of an office reads this. */
export async function reportersOf(reader: Reader, spotId: string): Promise<string[]> {
	const rows = await reader
		.selectDistinct({ personId: spotReports.personId })
		.from(spotReports)
		.where(and(sql`${spotReports.spotId} in ${allOf(spotId)}`, isNotNull(spotReports.personId)));
	return rows.map(({ personId }) => personId as string);
}

export async function forgetPhones(tx: Tx, spotId: string): Promise<void> {
	const those = and(sql`${spotReports.spotId} in ${allOf(spotId)}`, isNotNull(spotReports.phoneSealed));
	await tx.update(spotReports).set({ phoneSealed: null }).where(those);
}

/** The spot to which a report belongs by now. */
export function standing(spotId: string | SQLWrapper): SQL {
	return sql`(with recursive up (id, next) as (
		select id, merged_into_id from spots where id = ${spotId} union select s.id, s.merged_into_id from spots s join up on s.id = up.next)
		select id from up where next is null)`;
}

export async function standingSpot(reader: Reader, spotId: string): Promise<string> {
	const [last] = await reader.all<{ id: string | null }>(sql`select ${standing(spotId)} as id`);
	return last?.id ?? spotId;
}
