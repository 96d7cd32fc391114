import { and, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { isWaiting } from "./places.ts";
import { inReadingOf } from "./scope.ts";

export interface Waiting {
	count: number;
	/** Since when the oldest waits; null if none does. */
	since: Date | null;
}

/** What waits to be looked at where this person moderates, administers or audits. */
export async function waitingFor(viewer: Viewer): Promise<Waiting> {
	const [found] = await db
		.select({ count: sql<number>`count(*)`, since: sql<number | null>`min(${submissions.stageAt})` })
		.from(submissions)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(and(isWaiting, inReadingOf(viewer)));
	return { count: found?.count ?? 0, since: found?.since ? new Date(found.since) : null };
}
