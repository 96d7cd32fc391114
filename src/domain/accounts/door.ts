import { type SQL, sql } from "drizzle-orm";
import { typedCode } from "#domain/text.ts";

/** The household behind a door's code, as people type it. One that was merged goes on in another, and its plate opens that one's door. */
export function behindDoor(typed: string): SQL {
	return sql`(select coalesce(goes_on_id, id) from households where door_token = ${typedCode(typed)})`;
}
