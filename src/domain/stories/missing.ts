import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";

/** What a story lacks before it may be published: a pair that is public, a household's consent to this site, as long as the story stands. The triggers ask the same. */
export type Missing = "pair" | "consent" | "until";

export async function missingFor(reader: Reader, storyId: string): Promise<Missing[]> {
	const rows = await reader.all<{ what: Missing }>(missingOf(sql`${storyId}`));
	return rows.map(({ what }) => what);
}

/** As a query with a row for each, `what`. */
export function missingOf(storyId: SQLWrapper): SQL {
	return sql`select distinct 'pair' as what from stories s join story_pairs p on p.story_id = s.id and p.version = s.version
			join submissions u on u.id = p.submission_id where s.id = ${storyId} and u.stage <> 'published'
		union all select distinct 'consent' from story_households_silent where story_id = ${storyId} and channel = 'site'
		union all select distinct 'until' from story_households_until where story_id = ${storyId}`;
}
