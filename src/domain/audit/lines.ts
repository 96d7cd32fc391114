import { and, asc, eq } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Subject, Verb } from "./verbs.ts";

/** The lines about one subject with one verb, oldest first, without the actor, so that the public may read them. */
export function linesOn(subject: Subject, action: Verb, reader: Reader = db) {
	return reader
		.select({ at: auditEntries.at, detail: auditEntries.detail })
		.from(auditEntries)
		.where(and(eq(auditEntries.subject, subject), eq(auditEntries.action, action)))
		.orderBy(asc(auditEntries.seq));
}
