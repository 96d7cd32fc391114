import { and, eq, gte, lt, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { approvals } from "#db/schema/approvals.ts";
import type { ApprovalKind } from "#domain/approvals/types.ts";

/** A line of a round's roll, whose ballot something is said about. */
export interface Line {
	roundId: string;
	rollNumber: number;
}

/** As approvals name it. */
export function subjectOf({ roundId, rollNumber }: Line): string {
	return `${roundId}/${rollNumber}`;
}

export function lineOf(subject: string): Line {
	const at = subject.lastIndexOf("/");
	return { roundId: subject.slice(0, at), rollNumber: Number(subject.slice(at + 1)) };
}

/** What is said about any line of a round. */
export function isInRound(roundId: string): SQL {
	// "0" comes after "/".
	return and(gte(approvals.subject, `${roundId}/`), lt(approvals.subject, `${roundId}0`)) as SQL;
}

/** Joins what two people signed about the line of a row. */
export function isSignedFor(kind: ApprovalKind, { roundId, rollNumber }: Record<keyof Line, SQLWrapper>): SQL {
	const isOfLine = eq(approvals.subject, sql`${roundId} || '/' || ${rollNumber}`);
	return and(eq(approvals.kind, kind), isOfLine, eq(approvals.answer, "signed")) as SQL;
}

/** Of a row of approvals: two signed that the ballot does not count, and no ruling brought it back. */
export const IS_INVALID = sql`${approvals.kind} = 'invalidation' and ${approvals.answer} = 'signed' and not exists (
	select 1 from approvals r where r.kind = 'ruling' and r.subject = ${approvals.subject} and r.answer = 'signed' and r.outcome = 'restored')`;
