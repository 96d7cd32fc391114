import { and, eq, inArray, like, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { submissions } from "#db/schema/submissions.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { notify } from "#domain/notices/notify.ts";
import { adjust } from "#domain/points/adjust.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { DEFAULT_SET, ruleInForce } from "#domain/points/rulebook.ts";
import { BREACH, monthsOfPeriod } from "#domain/points/rules.ts";
import { breachOf, isHouseholds } from "./rules.ts";

interface Counting {
	lookbackId: string;
	actorId: string | null;
	at: Date;
}

/**
 * N01: a yard that was found partly untidy, of which its household was told, and that somebody found no better after the days of grace, once no appeal waits. It
 * costs what the village's meeting adopted, and nothing where none did.
 */
export async function countBreach(tx: Tx, { lookbackId, actorId, at }: Counting): Promise<void> {
	const [look] = await tx
		.select({ againOf: lookbacks.againOf, cause: lookbacks.cause, submissionId: submissions.id, householdId: submissions.householdId })
		.from(lookbacks)
		.innerJoin(submissions, eq(submissions.id, lookbacks.submissionId))
		.where(eq(lookbacks.id, lookbackId));
	if (!look?.againOf || !isHouseholds(look.cause)) return;
	const { householdId, submissionId } = look;
	const { setId, points, capCount } = await ruleInForce(tx, BREACH, at, householdId);
	if (setId === DEFAULT_SET) return;
	const [balance, before] = [(await accountOf(tx, householdId)).balance, await earlier(tx, householdId, at)];
	const lost = breachOf({ points, capCount, balance, ...before });
	if (lost === 0) return;
	const about = { householdId, source: `breach:${lookbackId}`, evidence: `lookback:${lookbackId}`, actorId, at };
	await adjust(tx, { ...about, rule: BREACH, points: -lost });
	await notify(tx, { kind: "breach_counted", params: { points: lost }, subject: `submission:${submissionId}`, to: { householdId }, at });
}

/** In the quarter. */
async function earlier(tx: Tx, householdId: string, at: Date): Promise<{ times: number; lost: number }> {
	const [sums] = await tx
		.select({ times: sql<number>`count(*)`, lost: sql<number>`coalesce(-sum(${pointEntries.points}), 0)` })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(
			and(
				...[eq(pointEntries.householdId, householdId), eq(pointRules.code, BREACH), like(pointEntries.source, "breach:%")],
				inArray(pointEntries.month, monthsOfPeriod(monthAt(at), "quarter")),
			),
		);
	return sums ?? { times: 0, lost: 0 };
}
