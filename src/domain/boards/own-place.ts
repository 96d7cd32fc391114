import { sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";

/** Nobody makes, signs or helps by their own word where they live, hold an office of the place itself, or act for a unit. The triggers read the same view. */
export async function requireNoOwnPlace(reader: Reader, personId: string, placeIds: string[]): Promise<void> {
	const rows = await reader.all(sql`select 1 from bound_to_places b join regions p on p.id in ${among(placeIds)}
		where b.person_id = ${personId} and (instr(b.path, p.path) = 1 or (p.level = 'hamlet' and b.level = 'village' and instr(p.path, b.path) = 1)) limit 1`);
	if (rows.length > 0) throw new Refusal("forbidden", "boards.ownPlace");
}
