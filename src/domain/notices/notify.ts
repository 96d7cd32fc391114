import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { notices, type OFFICES } from "#db/schema/notices.ts";
import type { Subject } from "#domain/audit/verbs.ts";
import type { NoticeKind, NoticeParams } from "./types.ts";

export type Addressee = { householdId: string } | { personId: string } | { office: (typeof OFFICES)[number]; regionId: string };

export interface NewNotice<K extends NoticeKind> {
	kind: K;
	params: NoticeParams[K];
	subject: Subject;
	to: Addressee;
	/** The person who did it; an office does not tell them. */
	causedBy?: string;
	/** Officers close to this household are not told. */
	concernedHouseholdId?: string;
	at: Date;
}

/** Tells somebody. Call it in the transaction of the event itself. The same kind about the same row is told to an addressee once. */
export async function notify<K extends NoticeKind>(tx: Tx, { to, at, ...notice }: NewNotice<K>): Promise<void> {
	const source = [notice.kind, notice.subject, ...Object.values(to)].join("/");
	await tx
		.insert(notices)
		.values({ ...notice, ...to, source, createdAt: at })
		.onConflictDoNothing({ target: notices.source });
}

/** Removes notices whose request was done or is no longer true. */
export async function retractNotices(tx: Tx, subject: Subject, ...kinds: NoticeKind[]): Promise<void> {
	await tx.delete(notices).where(and(eq(notices.subject, subject), inArray(notices.kind, kinds)));
}
