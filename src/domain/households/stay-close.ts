import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";

// 回避 outlives a change of the household: nobody becomes a stranger to their own people by a split, a merger or moving out.

/** Whoever had declared `from` is from now on close to `to` as well. */
export async function inheritRelatives(tx: Tx, { from, to, at }: { from: string; to: string; at: Date }): Promise<void> {
	const declared = await tx.all<{ personId: string }>(
		sql`select person_id as personId from declared_relatives where household_id = ${from}`,
	);
	for (const { personId } of declared) await stayClose(tx, { personId, householdId: to, at });
}

export async function stayClose(tx: Tx, { personId, householdId, at }: { personId: string; householdId: string; at: Date }): Promise<void> {
	await tx.run(sql`
		insert into declared_relatives (id, person_id, household_id, declared_at) values (${newId()}, ${personId}, ${householdId}, ${at.getTime()})
		on conflict (person_id, household_id) do nothing`);
}
