import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";

/**
 * SQL: whether this person leaves 涉及我 on the card of a spot and an order to others: they signed it or answer for the spot, its proposer made them or was made by them, or
 * they are a hand of the village. The trigger asks the same. The arguments are columns.
 */
export function isBarred(personId: string, { spotId, orderId, villageId }: { spotId: string; orderId: string; villageId: string }): SQL {
	const signed = sql`v.kind = 'exposure' and v.answer = 'signed' and v.subject = ${sql.raw(spotId)} || '/' || ${sql.raw(orderId)}`;
	return sql`(exists (select 1 from spot_interested i where i.spot_id = ${sql.raw(spotId)} and i.person_id = ${personId})
		or exists (select 1 from approvals v where ${signed} and (${personId} in (v.proposed_by, v.answered_by)
			or not ${isIndependentOf(personId, { other: "v.proposed_by", regionId: "v.region_id" })}))
		or exists (select 1 from hands_of_villages h where h.person_id = ${personId} and h.village_id = ${sql.raw(villageId)}))`;
}

export async function mayReview(reader: Reader, personId: string, exposureId: string): Promise<boolean> {
	const of = { spotId: "e.spot_id", orderId: "e.assignment_id", villageId: "e.village_id" };
	const rows = await reader.all(sql`select 1 from exposures e where e.id = ${exposureId} and not ${isBarred(personId, of)}`);
	return rows.length > 0;
}
