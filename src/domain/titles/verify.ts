import { type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import { faultsBy } from "#domain/faults.ts";

export type TitleFault = "left_behind" | "stage_differs" | "shown_without_title";

/** Each fault as a query that returns the numbers of the plaques. */
const FAULTS: Record<TitleFault, SQL> = {
	left_behind: sql`select t.id from courtyard_titles t join households h on h.id = t.household_id
		where t.stage not in ('declined', 'removed', 'given_up') and (h.closed_at is not null or h.village_id <> t.village_id)`,
	stage_differs: sql`select id from courtyard_titles t where stage is not (
		select stage from courtyard_title_stages where title_id = t.id order by seq desc limit 1)`,
	shown_without_title: sql`select id from courtyard_titles where shown_at is not null and stage not in ('titled', 'warned')`,
};

/** A title stands in the village where its household lives, is what its last step made of it, and is shown only while it stands. */
export async function verifyTitles(onProgress?: (done: number, total: number) => void) {
	const faults = await faultsBy(FAULTS, onProgress);
	return { titles: await db.$count(courtyardTitles), faults };
}
