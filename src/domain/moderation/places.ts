import { and, eq, ne, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { preparedFor } from "#db/prepared.ts";
import { claims } from "#db/schema/moderation.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isLiveClaimOfOther } from "./claims.ts";
import { askerName, isImpartial } from "./scope.ts";
import { firstWaiting } from "./waiting.ts";

/** An item's place in the queue: the time its newest version was sent. A decision does not move it, so after an undo it has the same place. */
export interface Place {
	submissionId: string;
	sentAt: Date;
}

const OF_ROW = sql`(${submissions.sentAt}, ${submissions.id})`;
const HERE = sql`(${sql.placeholder("sentAt")}, ${sql.placeholder("submissionId")})`;
/** Later in the queue than the `sentAt` and `submissionId` with which the query is asked. */
export const IS_AFTER = sql`${OF_ROW} > ${HERE}`;
const IS_BEFORE = sql`${OF_ROW} < ${HERE}`;
const IS_OTHER = ne(submissions.id, sql.placeholder("submissionId"));

/** The free items before and after this one, even if it no longer waits. The first follows the last. Without an item: the first. */
export async function neighbours(
	viewer: Viewer,
	{ submissionId, at }: { submissionId: string | null; at: Date },
): Promise<{ previous: string | null; next: string | null }> {
	const here = submissionId ? await placeOf(submissionId) : undefined;
	const first = async (which: Which) => (await firstQuery(db, viewer, which).execute({ ...here, at }))[0]?.submissionId ?? null;
	if (!here) return { previous: null, next: await first("any") };
	return { previous: await first("before"), next: (await first("after")) ?? (await first("other")) };
}

async function placeOf(submissionId: string): Promise<Place | undefined> {
	const [found] = await db.select({ sentAt: submissions.sentAt }).from(submissions).where(eq(submissions.id, submissionId));
	return found?.sentAt ? { submissionId, sentAt: found.sentAt } : undefined;
}

type Which = keyof typeof ASKED;
const ASKED = { any: undefined, other: IS_OTHER, after: and(IS_OTHER, IS_AFTER), before: and(IS_OTHER, IS_BEFORE) };

const firstQuery = preparedFor(askerName, (on, viewer, which) => {
	const isTaken = isLiveClaimOfOther(viewer, sql.placeholder("at"));
	const isFree = sql`not exists (select 1 from ${claims} where ${claims.submissionId} = ${submissions.id} and ${isTaken})`;
	const where = and(isImpartial(viewer), isFree, ASKED[which as Which]);
	const waiting = firstWaiting(viewer, { roles: ["moderator"], where, isBackwards: which === "before", most: 1 });
	return on.select({ submissionId: submissions.id }).from(submissions).where(sql`submissions.rowid in ${waiting}`).prepare();
});
