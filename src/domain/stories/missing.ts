import { sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";

/** What a story lacks before it may be published: a pair that is public, a household's consent. The triggers ask the same. */
export type Missing = "pair" | "consent";

export async function missingFor(reader: Reader, storyId: string): Promise<Missing[]> {
	return reader
		.all<{ what: Missing }>(
			sql`
		select 'pair' as what from stories s join story_pairs p on p.story_id = s.id and p.version = s.version join submissions u on u.id = p.submission_id
			where s.id = ${storyId} and u.stage <> 'published'`,
		)
		.then((rows) => rows.map(({ what }) => what));
}
