import { and, eq, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { isPublic, publishedPairs } from "./published.ts";
import type { PublishedPair } from "./types.ts";

interface WallQuery {
	villageId?: string | undefined;
	groupCode?: string | undefined;
	categoryCode?: string | undefined;
	/** Where the page before ended: its `next`. */
	after?: string | undefined;
	limit?: number;
}

/** A page of the wall, newest first, and where the next one begins. What is published or withdrawn meanwhile moves nothing else. */
export async function wallPage(query: WallQuery): Promise<{ pairs: PublishedPair[]; next: string | null }> {
	const { limit = 24 } = query;
	const found = await publishedPairs(and(...conditions(query)), { limit: limit + 1 });
	const pairs = found.slice(0, limit);
	const last = pairs.at(-1);
	return { pairs, next: found.length > limit && last ? `${last.publishedAt.getTime()}-${last.submissionId}` : null };
}

/** All published pairs of a courtyard, newest first: its lasting record. Empty for a code that nobody has or shows nothing with. */
export async function courtyardRecord(publicCode: string): Promise<PublishedPair[]> {
	const ofCourtyard = sql`${submissions.householdId} = (select id from households where public_code = ${publicCode})`;
	return publishedPairs(ofCourtyard, { limit: 200 });
}

/** Whether the courtyard's page has anything to show. */
export async function hasPublicCourtyard(householdId: string): Promise<boolean> {
	const [shown] = await db
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.householdId, householdId), isPublic))
		.limit(1);
	return shown !== undefined;
}

function conditions({ villageId, groupCode, categoryCode, after }: WallQuery): (SQL | undefined)[] {
	return [
		villageId ? eq(submissions.villageId, villageId) : undefined,
		categoryCode ? eq(submissions.categoryCode, categoryCode) : undefined,
		// "+" keeps SQLite on the index of the wall's order: a group is common, its newest pairs are near the top.
		groupCode
			? sql`+${submissions.categoryCode} in (select leaf_code from slogan_group_leaves where group_code = ${groupCode})`
			: undefined,
		beyond(after),
	];
}

// A cursor that was not made here begins at the top.
function beyond(after: string | undefined): SQL | undefined {
	const [, moment, submissionId] = /^(\d{1,16})-([0-9a-z]+)$/.exec(after ?? "") ?? [];
	return moment ? sql`(${submissions.publishedAt}, ${submissions.id}) < (${Number(moment)}, ${submissionId})` : undefined;
}
