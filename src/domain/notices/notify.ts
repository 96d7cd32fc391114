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
	/** Whom the office need not tell: they did it. */
	causedBy?: string;
	/** Whose matter it is: of an office, who is close to that household is not told. */
	concernedHouseholdId?: string;
	at: Date;
}

/** Tells somebody, inside the transaction of what happened. The same kind about the same row to the same addressee is told once. */
export async function notify<K extends NoticeKind>(tx: Tx, { to, at, ...notice }: NewNotice<K>): Promise<void> {
	const source = [notice.kind, notice.subject, ...Object.values(to)].join("/");
	await tx
		.insert(notices)
		.values({ ...notice, ...to, source, createdAt: at })
		.onConflictDoNothing({ target: notices.source });
}

/** What it asked for was done, or is not so any more: nobody is told of it from now on. */
export async function retractNotices(tx: Tx, subject: Subject, ...kinds: NoticeKind[]): Promise<void> {
	await tx.delete(notices).where(and(eq(notices.subject, subject), inArray(notices.kind, kinds)));
}
