import { and, desc, eq, lte } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { pointRules } from "#db/schema/points.ts";
import { FIRST_RULES, PUBLISHED_PAIR } from "./rules.ts";

// Rules are in force since 1970, so that events entered later (import, demo) find a rule for their dates.
const ALWAYS = new Date(0);

/** A rule that already has a version stays as the village set it. */
export async function installRules(tx: Tx): Promise<void> {
	for (const rule of FIRST_RULES) {
		await tx
			.insert(pointRules)
			.values({ ...rule, version: 1, effectiveFrom: ALWAYS, decidedIn: "default" })
			.onConflictDoNothing({ target: [pointRules.code, pointRules.version] });
	}
}

export type RuleVersion = typeof pointRules.$inferSelect;

export async function ruleInForce(reader: Reader, code: string, at: Date): Promise<RuleVersion> {
	const [rule] = await reader
		.select()
		.from(pointRules)
		.where(and(eq(pointRules.code, code), lte(pointRules.effectiveFrom, at)))
		.orderBy(desc(pointRules.version))
		.limit(1);
	if (!rule) throw new Error(`no version of rule ${code} is in force`);
	return rule;
}

export async function publishedPairRule(at: Date): Promise<{ points: number; cap: number | null }> {
	const { points, capCount } = await ruleInForce(db, PUBLISHED_PAIR, at);
	return { points, cap: capCount };
}
