import { type SQL, sql } from "drizzle-orm";
import { NAME_IN_FULL } from "#db/called.ts";
import type { Tx } from "#db/client.ts";
import { partsOf, type Subject } from "./verbs.ts";

/** Where something was when something was done to it. */
export interface Where {
	id: string;
	/** As the office said it then: 青石村 东沟 0001. */
	called: string;
}

/** What lies with a household, which may move, and places themselves, which get other names. Of anything else the place stands still. */
const HOUSEHOLD: Record<string, (id: string) => SQL> = {
	household: (id) => sql`${id}`,
	slip: (id) => sql`(select household_id from sign_in_slips where id = ${id})`,
	submission: (id) => sql`(select household_id from submissions where id = ${id})`,
	photo: (id) => sql`(select household_id from photos where id = ${id})`,
};
const HAS_DOOR = ["household", "slip"];
/** The nouns of which a line keeps where it was. */
export const MOVABLE = ["region", ...Object.keys(HOUSEHOLD)];

export async function whereIs(tx: Tx, subject: Subject): Promise<Where | undefined> {
	const { noun, id } = partsOf(subject);
	const householdId = HOUSEHOLD[noun]?.(id);
	if (!householdId && noun !== "region") return undefined;
	const number = HAS_DOOR.includes(noun) ? sql` || ' ' || number` : sql``;
	const from = householdId
		? sql`households join regions on regions.id = hamlet_id left join regions villages on villages.id = regions.parent_id where households.id = ${householdId}`
		: sql`regions left join regions villages on villages.id = regions.parent_id where regions.id = ${id}`;
	const [place] = await tx.all<Where>(sql`select regions.id as "id", ${NAME_IN_FULL}${number} as "called" from ${from}`);
	return place;
}
