import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import type { RegionLevel } from "./types.ts";

/** The open places in which merged ones go on, however many mergers later. */
export function placesAfter(reader: Reader, merged: string[]): Promise<{ first: string; id: string; level: RegionLevel }[]> {
	return reader.all(sql`
		with recursive after (first, id) as (
			select id, merged_into_id from regions where id in ${among(merged)} and merged_into_id is not null
			union select after.first, r.merged_into_id from after join regions r on r.id = after.id where r.merged_into_id is not null)
		select after.first, r.id, r.level from after join regions r on r.id = after.id where r.valid_to is null`);
}
