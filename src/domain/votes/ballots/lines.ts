import { and, eq, gte, lt, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { literal } from "#db/literal.ts";
import { approvals } from "#db/schema/approvals.ts";
import type { BallotKind } from "#domain/approvals/types.ts";

export interface Line {
	roundId: string;
	rollNumber: number;
}

export function subjectOf({ roundId, rollNumber }: Line): string {
	return `${roundId}/${rollNumber}`;
}

export function lineOf(subject: string): Line {
	const at = subject.lastIndexOf("/");
	return { roundId: subject.slice(0, at), rollNumber: Number(subject.slice(at + 1)) };
}

export function isInRound(roundId: string): SQL {
	// "0" is the character after "/".
	return and(gte(approvals.subject, `${roundId}/`), lt(approvals.subject, `${roundId}0`)) as SQL;
}

export function isSignedFor(kind: BallotKind, { roundId, rollNumber }: Record<keyof Line, SQLWrapper>): SQL {
	const isOfLine = eq(approvals.subject, sql`${roundId} || '/' || ${rollNumber}`);
	return and(eq(approvals.kind, literal(kind)), isOfLine, eq(approvals.answer, literal("signed"))) as SQL;
}

/** True for a row of approvals if two people signed that the ballot does not count and no ruling restored it. */
export const IS_INVALID = sql`${approvals.kind} = 'invalidation' and ${approvals.answer} = 'signed' and not exists (
	select 1 from approvals r where r.kind = 'ruling' and r.subject = ${approvals.subject} and r.answer = 'signed' and r.outcome = 'restored')`;
