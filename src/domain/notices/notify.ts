import { and, eq, gte, inArray, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { notices, type OFFICES } from "#db/schema/notices.ts";
import type { Subject } from "#domain/audit/verbs.ts";
import type { NoticeKind, NoticeParams } from "./types.ts";

export type Addressee = { householdId: string } | { personId: string } | { office: (typeof OFFICES)[number]; regionId: string };

export interface NewNotice<K extends NoticeKind> {
	kind: K;
	params: NoticeParams[K];
	subject: Subject;
	to: Addressee;
	/** Tells apart several notices of one kind about one row. */
	occasion?: number;
	/** The person who did it; an office does not tell them. */
	causedBy?: string;
	/** Officers close to this household are not told. */
	concernedHouseholdId?: string;
	at: Date;
}

/** Call it in the transaction of the event itself. The same kind about the same row is told to an addressee once. */
export async function notify<K extends NoticeKind>(tx: Tx, { to: addressee, at, occasion, ...notice }: NewNotice<K>): Promise<void> {
	const to = await goingOn(tx, addressee);
	const source = sourceOf({ ...notice, to, occasion });
	await tx
		.insert(notices)
		.values({ ...notice, ...to, source, createdAt: at })
		.onConflictDoNothing({ target: notices.source });
}

export async function retractNotice(tx: Tx, notice: Told): Promise<void> {
	await tx.delete(notices).where(eq(notices.source, sourceOf({ ...notice, to: await goingOn(tx, notice.to) })));
}

export async function retractNotices(tx: Tx, subject: Subject, ...kinds: NoticeKind[]): Promise<void> {
	await tx.delete(notices).where(and(eq(notices.subject, subject), inArray(notices.kind, kinds)));
}

export async function retractNoticesBelow(tx: Tx, subject: Subject, ...kinds: NoticeKind[]): Promise<void> {
	// "0" comes after "/".
	const isBelow = and(gte(notices.subject, `${subject}/`), lt(notices.subject, `${subject}0`));
	await tx.delete(notices).where(and(isBelow, inArray(notices.kind, kinds)));
}

/** What a merged household should hear, the one hears that goes on. */
async function goingOn(tx: Tx, to: Addressee): Promise<Addressee> {
	if (!("householdId" in to)) return to;
	const [home] = await tx.select({ goesOnId: households.goesOnId }).from(households).where(eq(households.id, to.householdId));
	return { householdId: home?.goesOnId ?? to.householdId };
}

/** What a household that ended had not read goes to the one that goes on (null: to nobody). A notice never changes, so it is told anew. */
export async function handNoticesOn(tx: Tx, from: string, to: string | null): Promise<void> {
	const waiting = await tx.select().from(notices).where(eq(notices.householdId, from));
	for (const { id: _, source, ...notice } of to === null ? [] : waiting)
		await tx
			.insert(notices)
			.values({ ...notice, householdId: to, source: source.replace(from, to as string) })
			.onConflictDoNothing({ target: notices.source });
	await tx.delete(notices).where(eq(notices.householdId, from));
}

type Told = Pick<NewNotice<NoticeKind>, "kind" | "subject" | "to"> & { occasion?: number | undefined };

function sourceOf({ kind, subject, to, occasion }: Told): string {
	return [kind, subject, ...Object.values(to), ...(occasion === undefined ? [] : [occasion])].join("/");
}
