import { and, countDistinct, eq, inArray, ne, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { append, entryOf } from "./ledger.ts";
import { type RuleVersion, ruleInForce } from "./rulebook.ts";
import { monthsOfPeriod, pointsForStars, pointsOf } from "./rules.ts";

export interface Award {
	rule: string;
	/** What happened, e.g. "decision:3kd…". Each source is paid once. */
	source: string;
	/** Why it is paid, e.g. "submission:3kd…". One piece of evidence never earns more under a rule than the rule says. */
	evidence: string;
	householdId: string;
	/** Under a rule that pays by stars. */
	stars?: number;
	decidedBy: string | null;
	at: Date;
	/** When it happened, where that was before: rule and limit go by it. */
	on?: Date;
}

export interface Paid {
	points: number;
	isPastCap: boolean;
}

export interface Awarded extends Paid {
	/** Of `points`, what waits for the look-back. */
	held: number;
}

/** Pays what a rule says, up to its cap per Beijing month or quarter. The same source again pays nothing and returns the first answer. */
export function credit(tx: Tx, award: Award): Promise<Paid> {
	return give(tx, "issue", award);
}

/** Like `credit`, but held outside the balance until `vest`. A cap counts it in the month in which it is held. */
export function hold(tx: Tx, award: Award): Promise<Paid> {
	return give(tx, "hold", award);
}

/** Pays at once what a rule does not hold for the look-back, and holds the rest under the source "holding:…". */
export async function award(tx: Tx, given: Award): Promise<Awarded> {
	const { points, heldPoints } = await ruleInForce(tx, given.rule, given.at, given.householdId);
	const paid = await give(tx, "issue", given, points - heldPoints);
	const held = await give(tx, "hold", { ...given, source: holdingOf(given.source) }, heldPoints);
	return { points: paid.points + held.points, held: held.points, isPastCap: paid.isPastCap };
}

/** The source of what is held of an award. */
export const holdingOf = (source: string) => `holding:${source}`;

async function give(
	tx: Tx,
	kind: "issue" | "hold",
	{ rule: code, decidedBy, stars, on, ...award }: Award,
	most = Number.POSITIVE_INFINITY,
): Promise<Paid> {
	const standing = await entryOf(tx, award.source);
	if (standing) return { points: standing.points + standing.held, isPastCap: false };
	const happened = on ?? award.at;
	const rule = await ruleInForce(tx, code, happened, award.householdId);
	const full = await dueUnder(rule, tx, { ...award, stars, at: happened });
	const due = { ...full, points: Math.min(full.points, most) };
	const figures = kind === "issue" ? { points: due.points, held: 0 } : { points: 0, held: due.points };
	const entry = { ...award, ...figures, kind, refersTo: null, ruleId: rule.id, month: monthAt(happened), actorId: decidedBy };
	if (due.points > 0) await append(tx, entry);
	return due;
}

type Evidence = Pick<Award, "evidence" | "householdId" | "at"> & { stars?: number | undefined };

export async function dueFor(reader: Reader, { rule, ...evidence }: Evidence & Pick<Award, "rule">): Promise<Paid> {
	return dueUnder(await ruleInForce(reader, rule, evidence.at, evidence.householdId), reader, evidence);
}

async function dueUnder(rule: RuleVersion, reader: Reader, evidence: Evidence): Promise<Paid> {
	const points = rule.gradePoints ? pointsForStars(rule, evidence.stars ?? 0) : rule.points;
	return pointsOf({ ...rule, points, ...(await earned(reader, evidence, rule)) });
}

export async function awardedFor(reader: Reader, source: string): Promise<Awarded> {
	const [paid, held] = [await entryOf(reader, source), (await entryOf(reader, holdingOf(source)))?.held ?? 0];
	return { points: (paid?.points ?? 0) + held, held, isPastCap: !paid && held === 0 };
}

async function earned(reader: Reader, { householdId, evidence, at }: Evidence, rule: RuleVersion) {
	const underRule = and(eq(pointEntries.householdId, householdId), eq(pointRules.code, rule.code));
	const isAward = inArray(pointEntries.kind, ["issue", "hold"]);
	const months = monthsOfPeriod(monthAt(at), rule.capPeriod);
	const [period] = await reader
		.select({ awards: countDistinct(pointEntries.evidence) })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(underRule, isAward, inArray(pointEntries.month, months), ne(pointEntries.evidence, evidence), isKept));
	const [kept] = await reader
		.select({ points: sql<number>`coalesce(sum(${pointEntries.points} + ${pointEntries.held}), 0)` })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(and(underRule, eq(pointEntries.evidence, evidence)));
	return { awardsInPeriod: period?.awards ?? 0, earnedByEvidence: kept?.points ?? 0 };
}

// What is paid and what is held for one piece of evidence is one award. It counts toward the cap until it is wholly reversed, because the household kept what was not taken back.
const isKept = sql`not exists (select 1 from point_entries r
	where r.kind = 'reverse' and r.points + r.held = -(${pointEntries.points} + ${pointEntries.held})
	and (r.refers_to = ${pointEntries.seq} or r.refers_to = (select v.seq from point_entries v where v.refers_to = ${pointEntries.seq})))`;
