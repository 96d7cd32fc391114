import { asc, eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { assistedSubmissions } from "#db/schema/submissions.ts";
import type { Help } from "./types.ts";

/** Who helped with these pairs, and of whom the newest yes came. */
export async function helpWith(ids: string[]): Promise<Map<string, Help>> {
	const { submissionId, version, at, saidBy, how } = assistedSubmissions;
	const rows = await db
		.select({ submissionId, version, at, saidBy, how, helper: people.name, helperId: people.id })
		.from(assistedSubmissions)
		.innerJoin(people, eq(people.id, assistedSubmissions.helperId))
		.where(inArray(submissionId, ids))
		.orderBy(asc(version));
	return new Map(rows.map(({ submissionId, version: _, ...help }) => [submissionId, help]));
}
