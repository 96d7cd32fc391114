import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { claims } from "#db/schema/moderation.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isLiveClaimOfOther } from "./claims.ts";
import { isImpartial } from "./scope.ts";
import { firstWaiting } from "./waiting.ts";

/** An item's place in the queue: the time its newest version was sent. A decision does not move it, so after an undo it has the same place. */
export interface Place {
	submissionId: string;
	sentAt: Date;
}

export function isAfter({ submissionId, sentAt }: Place): SQL {
	return sql`(${submissions.sentAt}, ${submissions.id}) > (${sentAt.getTime()}, ${submissionId})`;
}

function isBefore({ submissionId, sentAt }: Place): SQL {
	return sql`(${submissions.sentAt}, ${submissions.id}) < (${sentAt.getTime()}, ${submissionId})`;
}

/** The free items before and after this one, even if it no longer waits. The first follows the last. Without an item: the first. */
export async function neighbours(
	viewer: Viewer,
	{ submissionId, at }: { submissionId: string | null; at: Date },
): Promise<{ previous: string | null; next: string | null }> {
	const here = submissionId ? await placeOf(submissionId) : undefined;
	const isFree = sql`not exists (select 1 from ${claims} where ${claims.submissionId} = ${submissions.id} and ${isLiveClaimOfOther(viewer, at)})`;
	const others = and(isFree, here && ne(submissions.id, here.submissionId));
	const after = here && (await first(viewer, and(others, isAfter(here))));
	return {
		previous: here ? await first(viewer, and(others, isBefore(here)), { isBackwards: true }) : null,
		next: after ?? (await first(viewer, others)),
	};
}

async function placeOf(submissionId: string): Promise<Place | undefined> {
	const [found] = await db.select({ sentAt: submissions.sentAt }).from(submissions).where(eq(submissions.id, submissionId));
	return found?.sentAt ? { submissionId, sentAt: found.sentAt } : undefined;
}

async function first(viewer: Viewer, which: SQL | undefined, { isBackwards = false } = {}): Promise<string | null> {
	const where = and(isImpartial(viewer), which);
	const found = await db
		.select({ submissionId: submissions.id })
		.from(submissions)
		.where(sql`submissions.rowid in ${firstWaiting(viewer, { roles: ["moderator"], where, isBackwards, most: 1 })}`);
	return found[0]?.submissionId ?? null;
}
