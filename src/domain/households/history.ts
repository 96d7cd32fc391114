import { and, desc, eq, like, or } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import type { Became } from "./change-household.ts";

export interface PastChange {
	at: Date;
	/** Null for the machine's operator. */
	by: string | null;
	action: Verb;
	became: Became;
}

/** What became of a household, newest first, as the trail has it. */
export async function historyOf(householdId: string): Promise<PastChange[]> {
	const isLife = or(
		like(auditEntries.action, "household.%"),
		like(auditEntries.action, "member.%"),
		eq(auditEntries.action, "door_token.rotate"),
	);
	const rows = await db
		.select({ at: auditEntries.at, by: people.name, action: auditEntries.action, became: auditEntries.detail })
		.from(auditEntries)
		.leftJoin(people, eq(people.id, auditEntries.actorId))
		.where(and(eq(auditEntries.subject, `household:${householdId}`), isLife))
		.orderBy(desc(auditEntries.seq));
	return rows.map((row) => ({ ...row, action: row.action as Verb }));
}
