import { and, desc, eq, like, or } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import type { Became } from "./change-household.ts";

export interface PastChange {
	seq: number;
	at: Date;
	/** Whether the reader did it. */
	isOwn: boolean;
	/** Null for the machine's operator. */
	by: string | null;
	action: Verb;
	became: Became;
}

/** What became of a household, newest first, as the trail has it. */
export async function historyOf(householdId: string, viewer: Viewer): Promise<PastChange[]> {
	const isLife = or(
		like(auditEntries.action, literal("household.%")),
		like(auditEntries.action, literal("member.%")),
		eq(auditEntries.action, "door_token.rotate"),
	);
	const { seq, at, actorId, action, detail: became } = auditEntries;
	const rows = await db
		.select({ seq, at, actorId, by: people.name, action, became })
		.from(auditEntries)
		.leftJoin(people, eq(people.id, auditEntries.actorId))
		.where(and(eq(auditEntries.subject, `household:${householdId}`), isLife))
		.orderBy(desc(auditEntries.seq));
	return rows.map(({ actorId, ...row }) => ({ ...row, isOwn: actorId === viewer.personId, action: row.action as Verb }));
}
