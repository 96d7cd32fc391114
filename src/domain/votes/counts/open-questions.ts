import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { roundFor } from "../rounds/round.ts";
import type { Standing } from "../rules.ts";
import { appealEndOf } from "../rules.ts";
import type { RoundRules } from "../types.ts";

/** What must be settled before a closed round is counted. */
export interface OpenQuestions {
	conflicts: number;
	signatures: number;
	appeals: number;
	/** Until when other households may still appeal; null if none may. */
	appealsUntil: Date | null;
	/** Found flags, and how many are unanswered. They do not prevent the count. */
	flags: { found: number; unanswered: number };
}

export async function openQuestions(roundId: string, at: Date): Promise<OpenQuestions> {
	const isUndecided = (kind: string) => sql`not exists (select 1 from approvals a
		where a.kind = ${kind} and a.subject = of.round_id || '/' || of.roll_number and a.answer = 'signed')`;
	const [figures] = await db.all<Record<"conflicts" | "signatures" | "appeals" | "found" | "unanswered", number>>(sql`select
		(select count(*) from ballot_conflicts of where of.round_id = ${roundId} and ${isUndecided("settlement")}) as conflicts,
		(select count(*) from ballot_approvals where round_id = ${roundId} and kind = 'invalidation' and answer is null) as signatures,
		(select count(*) from ballot_appeals of where of.round_id = ${roundId} and ${isUndecided("ruling")}) as appeals,
		count(*) as found, count(*) filter (where answered_at is null) as unanswered from vote_flags where round_id = ${roundId}`);
	const { found = 0, unanswered = 0, conflicts = 0, signatures = 0, appeals = 0 } = figures ?? {};
	const appealEnd = await lastAppealEnd(roundId);
	return { conflicts, signatures, appeals, appealsUntil: appealEnd && at < appealEnd ? appealEnd : null, flags: { found, unanswered } };
}

/** The end of the last time to appeal among households that have not appealed; null if there is none. */
export async function lastAppealEnd(roundId: string): Promise<Date | null> {
	const [found] = await db.all<{ signedAt: number | null }>(sql`select max(i.answered_at) as signedAt from ballot_approvals i
		where i.round_id = ${roundId} and i.kind = 'invalidation' and i.answer = 'signed'
			and not exists (select 1 from ballot_appeals a where a.round_id = i.round_id and a.roll_number = i.roll_number)`);
	return found?.signedAt ? appealEndOf(await roundFor(roundId), new Date(found.signedAt)) : null;
}

export type CountLack = "notClosed" | "paperMayCome" | "conflictsOpen" | "signaturesOpen" | "appealsOpen" | "appealsRun";

type Countable = Pick<Standing, "stage"> & Pick<RoundRules, "paperUntil">;

/** The first reason against counting, with its number of cases; null if the round can be counted. Unanswered flags are no reason. */
export function countLack({ stage, paperUntil }: Countable, open: OpenQuestions, at: Date): { lack: CountLack; count: number } | null {
	if (stage !== "closed") return { lack: "notClosed", count: 0 };
	if (at < paperUntil) return { lack: "paperMayCome", count: 0 };
	if (open.conflicts > 0) return { lack: "conflictsOpen", count: open.conflicts };
	if (open.signatures > 0) return { lack: "signaturesOpen", count: open.signatures };
	if (open.appeals > 0) return { lack: "appealsOpen", count: open.appeals };
	return open.appealsUntil ? { lack: "appealsRun", count: 0 } : null;
}
