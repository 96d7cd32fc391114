import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { cursorOf } from "#domain/paging.ts";
import type { EntryRuling, Statement } from "./types.ts";

const LINES_A_PAGE = 20;
const CURSOR = cursorOf("points", "number");

/** What two people decided of an entry that its household had called untrue. */
const RULING = sql`(select json_object('outcome', outcome, 'why', why) from approvals
	where kind = 'callback' and subject = cast(${pointEntries.seq} as text) and answer = 'signed')`.mapWith(
	(text: string) => JSON.parse(text) as EntryRuling,
) as SQL<EntryRuling | null>;

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
			ruling: RULING,
		})
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(eq(pointEntries.householdId, householdId), before === undefined ? undefined : lt(pointEntries.seq, before)))
		.orderBy(desc(pointEntries.seq))
		.limit(LINES_A_PAGE + 1);
	const { page, next } = CURSOR.cut(lines, LINES_A_PAGE, ({ seq }) => [seq]);
	return { lines: page, cursor: next, isFirst: before === undefined };
}
