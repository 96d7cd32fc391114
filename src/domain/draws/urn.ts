import { and, asc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { Refusal } from "#domain/errors.ts";
import { within } from "#domain/regions/scope.ts";
import { isPublic } from "#domain/submissions/published.ts";

export interface Period {
	from: Date;
	until: Date;
}

export interface Ticket {
	householdId: string;
	submissionId: string;
}

export const MOST_DRAWN = 100;

export function requireSoundDraw({ from, until, wanted }: Period & { wanted: number }): void {
	if (!(until.getTime() > from.getTime())) throw new Refusal("invalid", "draws.wrong.period", { field: "until" });
	if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_DRAWN)
		throw new Refusal("invalid", "draws.wrong.count", { field: "wanted", params: { most: MOST_DRAWN } });
}

/** 签筒: a ticket for each household of a region that published in the period, by its courtyard's code, with its newest pair of that time. */
export async function urnOf(reader: Reader, { regionPath, from, until }: Period & { regionPath: string }): Promise<Map<string, Ticket>> {
	const inTime = and(isPublic, gte(submissions.publishedAt, from), lt(submissions.publishedAt, until));
	const rows = await reader
		.select({ code: households.publicCode, householdId: households.id, submissionId: submissions.id })
		.from(submissions)
		.innerJoin(households, and(eq(households.id, submissions.householdId), isNull(households.closedAt)))
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(and(inTime, within(regionPath, sql`+${regions.path}`)))
		.orderBy(asc(submissions.publishedAt), asc(submissions.id));
	return new Map(rows.map(({ code, ...ticket }) => [code, ticket]));
}
