import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Whether the household stands by its yes to be voted for with this submission. */
export function standsBy(submissionId: SQLWrapper): SQL {
	return sql`exists (select 1 from consents where submission_id = ${submissionId} and channel = 'vote' and withdrawn_at is null)`;
}
