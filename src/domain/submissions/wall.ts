import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { submissions } from "#db/schema/submissions.ts";
import { cursorOf } from "#domain/paging.ts";
import { isPublic, type PairFilter, publishedPairs, publishedRows } from "./published.ts";
import type { PublishedPair } from "./types.ts";

interface WallQuery {
	villageId?: string | undefined;
	groupCode?: string | undefined;
	categoryCode?: string | undefined;
	/** The public code of one. */
	courtyard?: string | undefined;
	/** The `next` of the page before. */
	after?: string | undefined;
	limit?: number;
}

/** A page of the wall, newest first. Publishing or withdrawing a pair meanwhile does not shift the other pages. */
export async function wallPage(query: WallQuery): Promise<{ pairs: PublishedPair[]; next: string | null }> {
	const { limit = 24 } = query;
	const found = await publishedPairs(filterOf(query), { limit: limit + 1 });
	const { page, next } = CURSOR.cut(found, limit, (last) => [last.publishedAt, last.submissionId]);
	return { pairs: page, next };
}

/** Whether its cursor names a pair of this very list: one that was made up, or is of another list, is answered and not kept for others. */
export async function isOnWall(query: WallQuery): Promise<boolean> {
	const [publishedAt, submissionId] = CURSOR.read(query.after) ?? [];
	if (!publishedAt || !submissionId) return false;
	const [pair] = await publishedRows({ ...filterOf({ ...query, after: undefined }), submissionId }, 1);
	return pair?.publishedAt?.getTime() === publishedAt.getTime();
}

/** How many pairs a courtyard has published. */
export function courtyardCount(publicCode: string): Promise<number> {
	const home = db.select({ id: households.id }).from(households).where(eq(households.publicCode, publicCode));
	return db.$count(submissions, and(eq(submissions.householdId, home), sql`${submissions.stage} = 'published'`));
}

/** The public code of the courtyard in which this one goes on after a merger; null if it does not. */
export async function goesOnIn(publicCode: string): Promise<string | null> {
	const ended = alias(households, "ended");
	const [found] = await db
		.select({ code: households.publicCode })
		.from(ended)
		.innerJoin(households, eq(households.id, ended.goesOnId))
		.where(eq(ended.publicCode, publicCode));
	return found?.code ?? null;
}

export async function hasPublicCourtyard(householdId: string): Promise<boolean> {
	const [shown] = await db
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.householdId, householdId), isPublic))
		.limit(1);
	return shown !== undefined;
}

export function publicPairsOf(householdId: string): Promise<number> {
	return db.$count(submissions, and(eq(submissions.householdId, householdId), isPublic));
}

const CURSOR = cursorOf("wall", "time", "id");

function filterOf({ villageId, groupCode, categoryCode, courtyard, after }: WallQuery): PairFilter {
	const [before, beforeId] = CURSOR.read(after) ?? [];
	return {
		villageId: villageId || undefined,
		groupCode: groupCode || undefined,
		categoryCode: categoryCode || undefined,
		courtyard,
		...(before && { beforeAt: before.getTime(), beforeId }),
	};
}
