import { and, count, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { pointEntries, pointRules } from "#db/schema/points.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { append, entryOf } from "./ledger.ts";
import { type RuleVersion, ruleInForce } from "./rulebook.ts";
import { PUBLISHED_PAIR, pointsOf } from "./rules.ts";

export interface Publication {
	decisionId: string;
	submissionId: string;
	householdId: string;
	/** Who decided. */
	by: string;
	at: Date;
}

export interface Paid {
	points: number;
	/** Nothing was paid because the household's month is full. */
	isPastCap: boolean;
}

/** Pays a published pair, at most the cap a Beijing month. The same decision again pays nothing more and answers what it paid. */
export async function creditPublication(tx: Tx, publication: Publication): Promise<Paid> {
	const standing = await paidFor(tx, publication.decisionId);
	if (standing.points > 0) return standing;
	const rule = await ruleInForce(tx, PUBLISHED_PAIR, publication.at);
	const due = await dueUnder(rule, tx, publication);
	if (due.points > 0) await append(tx, entryFor(publication, rule, due.points));
	return due;
}

type Evidence = Pick<Publication, "submissionId" | "householdId" | "at">;

/** What publishing this pair would pay now. */
export async function dueFor(reader: Reader, evidence: Evidence): Promise<Paid> {
	return dueUnder(await ruleInForce(reader, PUBLISHED_PAIR, evidence.at), reader, evidence);
}

async function dueUnder(rule: RuleVersion, reader: Reader, evidence: Evidence): Promise<Paid> {
	return pointsOf({ ...rule, ...(await held(reader, evidence, rule)) });
}

/** What a decision paid when it was made. */
export async function paidFor(reader: Reader, decisionId: string): Promise<Paid> {
	const entry = await entryOf(reader, `decision:${decisionId}`);
	return { points: entry?.points ?? 0, isPastCap: !entry };
}

function entryFor({ submissionId, decisionId, householdId, by, at }: Publication, rule: RuleVersion, points: number) {
	return {
		householdId,
		kind: "issue" as const,
		points,
		ruleId: rule.id,
		source: `decision:${decisionId}`,
		evidence: `submission:${submissionId}`,
		month: monthAt(at),
		actorId: by,
		at,
	};
}

async function held(reader: Reader, { householdId, submissionId, at }: Evidence, rule: RuleVersion) {
	const [period] = await reader
		.select({ awards: count() })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(
			and(
				eq(pointEntries.householdId, householdId),
				eq(pointEntries.kind, "issue"),
				eq(pointEntries.month, monthAt(at)),
				eq(pointRules.code, rule.code),
				isKept,
			),
		);
	const [evidence] = await reader
		.select({ points: sql<number>`coalesce(sum(${pointEntries.points}), 0)` })
		.from(pointEntries)
		.where(and(eq(pointEntries.householdId, householdId), eq(pointEntries.evidence, `submission:${submissionId}`)));
	return { heldInPeriod: period?.awards ?? 0, heldForEvidence: evidence?.points ?? 0 };
}

// An award counts until it is given back whole: what a household could keep of it was its award of the month.
const isKept = sql`not exists (select 1 from point_entries r
	where r.source = 'reversal:' || ${pointEntries.seq} and r.points = -${pointEntries.points})`;
