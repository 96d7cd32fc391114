import { and, isNotNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { spotReports } from "#db/schema/spots/spots.ts";
import { notify } from "#domain/notices/notify.ts";

/** The spot itself and all that were merged into it: whoever reported one of them hears what becomes of it. */
export function allOf(spotId: string) {
	return sql`(with recursive those (id) as (select ${spotId} union select s.id from spots s join those on s.merged_into_id = those.id) select id from those)`;
}

type ReporterNotice = "report_said_fixed" | "report_closed" | "report_reopened";

/** Tells who reported it with an account. No page of an office reads who that is. */
export async function tellReporters(
	tx: Tx,
	{ spotId, at }: { spotId: string; at: Date },
	told: ReporterNotice | { kind: "report_turned_away"; params: { door: string } },
): Promise<void> {
	const reporters = await tx
		.selectDistinct({ personId: spotReports.personId })
		.from(spotReports)
		.where(and(sql`${spotReports.spotId} in ${allOf(spotId)}`, isNotNull(spotReports.personId)));
	const what = typeof told === "string" ? { kind: told, params: {} } : told;
	for (const { personId } of reporters)
		await notify(tx, { ...what, subject: `spot:${spotId}`, occasion: at.getTime(), to: { personId: personId as string }, at });
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
