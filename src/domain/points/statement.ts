import { and, desc, eq, lt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { cursorOf } from "#domain/paging.ts";
import type { Statement } from "./types.ts";

const LINES_A_PAGE = 20;
const CURSOR = cursorOf("points", "number");

export async function statement(householdId: string, { cursor }: { cursor?: string | null | undefined } = {}): Promise<Statement> {
	const [before] = CURSOR.read(cursor) ?? [];
	const lines = await db
		.select({
			seq: pointEntries.seq,
			kind: pointEntries.kind,
			points: pointEntries.points,
			held: pointEntries.held,
			redeemable: sql<number>`coalesce(${pointEntries.redeemable}, 0)`,
			balanceAfter: pointEntries.balanceAfter,
			rule: pointRules.code,
			evidence: pointEntries.evidence,
			at: pointEntries.at,
		})
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(eq(pointEntries.householdId, householdId), before === undefined ? undefined : lt(pointEntries.seq, before)))
		.orderBy(desc(pointEntries.seq))
		.limit(LINES_A_PAGE + 1);
	const { page, next } = CURSOR.cut(lines, LINES_A_PAGE, ({ seq }) => [seq]);
	return { lines: page, cursor: next, isFirst: before === undefined };
}
