import { and, desc, eq, lt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointEntries, pointRules } from "#db/schema/points.ts";
import type { Statement } from "./types.ts";

const LINES_A_PAGE = 20;

/** The household's entries, newest first, page by page. */
export async function statement(householdId: string, { cursor }: { cursor?: string | null | undefined } = {}): Promise<Statement> {
	const before = Number(cursor);
	const lines = await db
		.select({
			seq: pointEntries.seq,
			kind: pointEntries.kind,
			points: pointEntries.points,
			balanceAfter: pointEntries.balanceAfter,
			rule: pointRules.code,
			evidence: pointEntries.evidence,
			at: pointEntries.at,
		})
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(eq(pointEntries.householdId, householdId), before > 0 ? lt(pointEntries.seq, before) : undefined))
		.orderBy(desc(pointEntries.seq))
		.limit(LINES_A_PAGE + 1);
	const page = lines.slice(0, LINES_A_PAGE);
	return { lines: page, cursor: lines.length > LINES_A_PAGE ? String(page.at(-1)?.seq) : null };
}
