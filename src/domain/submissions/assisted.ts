import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { assistedSubmissions, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { inHamlet } from "#domain/regions/joined.ts";

const NEWEST = 30;

/** What this officer wrote down for households, newest first. */
export function assistedBy({ personId }: Viewer) {
	return db
		.select({
			submissionId: submissions.id,
			door: sql<string>`${regions.name} || ' ' || ${households.number} || ' ' || ${households.headName}`,
			stage: submissions.stage,
			stageAt: submissions.stageAt,
		})
		.from(assistedSubmissions)
		.innerJoin(submissions, eq(submissions.id, assistedSubmissions.submissionId))
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(households))
		.where(and(eq(assistedSubmissions.helperId, personId), eq(assistedSubmissions.version, 0)))
		.orderBy(desc(assistedSubmissions.at))
		.limit(NEWEST);
}
