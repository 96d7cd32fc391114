import { and, desc, eq, isNotNull, lte, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { pointRules, ruleSets } from "#db/schema/point-rules.ts";
import { FIRST_RULES, PUBLISHED_PAIR } from "./rules.ts";

/** The set with which a site begins, in force where a village has adopted none. */
export const DEFAULT_SET = "default";

// In force since 1970, so that events entered later (import, demo) find a rule for their dates.
const ALWAYS = new Date(0);

/** Lines that are there already stay as they are. */
export async function installRules(tx: Tx): Promise<void> {
	await tx.insert(ruleSets).values({ id: DEFAULT_SET, version: 1, draftedAt: ALWAYS }).onConflictDoNothing();
	const [set] = await tx.select({ adoptedAt: ruleSets.adoptedAt }).from(ruleSets).where(eq(ruleSets.id, DEFAULT_SET));
	if (set?.adoptedAt) return;
	for (const line of FIRST_RULES) {
		const row = { ...line, setId: DEFAULT_SET };
		await tx.insert(pointRules).values(row).onConflictDoNothing();
	}
	await tx.update(ruleSets).set({ adoptedAt: ALWAYS, effectiveFrom: ALWAYS }).where(eq(ruleSets.id, DEFAULT_SET));
}

export type RuleVersion = typeof pointRules.$inferSelect;

/** The line by which a household's village pays; without a household, the portal's own. */
export async function ruleInForce(reader: Reader, code: string, at: Date, householdId?: string): Promise<RuleVersion> {
	const setId = householdId === undefined ? DEFAULT_SET : await setOfHousehold(reader, householdId, at);
	const [rule] = await reader
		.select()
		.from(pointRules)
		.where(and(eq(pointRules.setId, setId), eq(pointRules.code, code as RuleVersion["code"])));
	if (!rule) throw new Error(`no line of rule ${code} is in force`);
	return rule;
}

async function setOfHousehold(reader: Reader, householdId: string, at: Date): Promise<string> {
	const village = sql`(select ${households.villageId} from ${households} where ${households.id} = ${householdId})`;
	return setInForce(reader, village, at);
}

/** The set by which a village pays at a moment. */
export async function setInForce(reader: Reader, villageId: Parameters<typeof eq>[1], at: Date): Promise<string> {
	const [set] = await reader
		.select({ id: ruleSets.id })
		.from(ruleSets)
		.where(and(eq(ruleSets.villageId, villageId as string), isNotNull(ruleSets.effectiveFrom), lte(ruleSets.effectiveFrom, at)))
		.orderBy(desc(ruleSets.effectiveFrom))
		.limit(1);
	return set?.id ?? DEFAULT_SET;
}

export async function publishedPairRule(at: Date): Promise<{ points: number; held: number; cap: number | null }> {
	const { points, heldPoints: held, capCount } = await ruleInForce(db, PUBLISHED_PAIR, at);
	return { points, held, cap: capCount };
}
