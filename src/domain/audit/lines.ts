import { and, asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Subject, Verb } from "./verbs.ts";

/** What the trail keeps of one kind of deed on one thing, the oldest first, and not by whom: a read that the public may be told of. */
export function linesOn(subject: Subject, action: Verb) {
	return db
		.select({ at: auditEntries.at, detail: auditEntries.detail })
		.from(auditEntries)
		.where(and(eq(auditEntries.subject, subject), eq(auditEntries.action, action)))
		.orderBy(asc(auditEntries.seq));
}
