import { and, asc, desc, eq, gt, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { claims } from "#db/schema/moderation.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions, submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isLiveClaimOfOther } from "./claims.ts";
import { isNewestVersion } from "./item.ts";
import { inModeration } from "./scope.ts";

/** An item's place in the queue: the time its newest version was sent. A decision does not move it, so after an undo it has the same place. */
export interface Place {
	submissionId: string;
	sentAt: Date;
}

// A literal, so that SQLite can use the partial index of waiting items.
export const isWaiting = sql`${submissions.stage} = 'waiting'`;

export function isAfter({ submissionId, sentAt }: Place): SQL {
	const { sentAt: sent } = submissionVersions;
	return or(gt(sent, sentAt), and(eq(sent, sentAt), gt(submissions.id, submissionId))) as SQL;
}

function isBefore({ submissionId, sentAt }: Place): SQL {
	const { sentAt: sent } = submissionVersions;
	return or(lt(sent, sentAt), and(eq(sent, sentAt), lt(submissions.id, submissionId))) as SQL;
}

/** The free items before and after this one, even if it no longer waits. The first follows the last. Without an item: the first. */
export async function neighbours(
	viewer: Viewer,
	{ submissionId, at }: { submissionId: string | null; at: Date },
): Promise<{ previous: string | null; next: string | null }> {
	const here = submissionId ? await placeOf(submissionId) : undefined;
	const others = and(inModeration(viewer), here && ne(submissions.id, here.submissionId));
	const after = here && (await firstFree(viewer, at, asc, and(others, isAfter(here))));
	return {
		previous: here ? await firstFree(viewer, at, desc, and(others, isBefore(here))) : null,
		next: after ?? (await firstFree(viewer, at, asc, others)),
	};
}

async function placeOf(submissionId: string): Promise<Place | undefined> {
	const [place] = await db
		.select({ submissionId: submissions.id, sentAt: submissionVersions.sentAt })
		.from(submissions)
		.innerJoin(submissionVersions, isNewestVersion)
		.where(eq(submissions.id, submissionId));
	return place;
}

async function firstFree(viewer: Viewer, at: Date, order: typeof asc, where: SQL | undefined): Promise<string | null> {
	const [found] = await db
		.select({ submissionId: submissions.id })
		.from(submissions)
		.innerJoin(submissionVersions, isNewestVersion)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.leftJoin(claims, and(eq(claims.submissionId, submissions.id), isLiveClaimOfOther(viewer, at)))
		.where(and(isWaiting, isNull(claims.submissionId), where))
		.orderBy(order(submissionVersions.sentAt), order(submissions.id))
		.limit(1);
	return found?.submissionId ?? null;
}
