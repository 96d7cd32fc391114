import { desc } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { chainHash } from "#platform/hash.ts";
import type { Subject, Verb } from "./verbs.ts";
import { whereIs } from "./where.ts";

export interface Deed {
	at: Date;
	/** Null when the site itself acts (schedule, set-up). */
	actorId: string | null;
	action: Verb;
	subject: Subject;
	/** Ids and figures only: no words of villagers, no secrets, and no names but those of places and of who took whose place in a household. */
	detail?: Record<string, unknown>;
	/** Another place that it concerns: whence somebody moved, into what a place was merged. */
	otherPlaceId?: string | null | undefined;
}

/** Call it in the transaction of the deed itself. The line keeps where it was done, for the thing may go elsewhere. */
export async function record(tx: Tx, { at, actorId, action, subject, detail: told = {}, otherPlaceId }: Deed): Promise<void> {
	const [last] = await tx
		.select({ seq: auditEntries.seq, hash: auditEntries.hash })
		.from(auditEntries)
		.orderBy(desc(auditEntries.seq))
		.limit(1);
	const where = await whereIs(tx, subject);
	const detail = { ...told, ...(where && { place: { ...where, ...(otherPlaceId && { otherId: otherPlaceId }) } }) };
	const entry = { seq: (last?.seq ?? 0) + 1, at, actorId, action, subject, detail, previousHash: last?.hash ?? "" };
	await tx.insert(auditEntries).values({ ...entry, hash: chainHash(entry.previousHash, { ...entry, at: at.getTime() }) });
}
