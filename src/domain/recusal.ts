import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";

// 回避: nobody decides on their own household or a declared relative's. The guards here and the triggers read the same view, `close_households`.

export function closeTo(personId: string): SQL {
	return sql`(select household_id from close_households where person_id = ${personId})`;
}

export async function isCloseTo(reader: Reader, personId: string, householdId: string): Promise<boolean> {
	const rows = await reader.all(sql`select 1 where ${householdId} in ${closeTo(personId)}`);
	return rows.length > 0;
}

export async function requireImpartial(reader: Reader, { personId }: { personId: string }, householdId: string): Promise<void> {
	if (await isCloseTo(reader, personId, householdId)) throw new Refusal("forbidden", "households.recused");
}
