import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { visitsOf } from "../doubts/flags.ts";
import type { Round } from "../rounds/round.ts";
import { appealEndOf } from "../rules.ts";

export interface OpenQuestions {
	conflicts: number;
	signatures: number;
	appeals: number;
	/** When the last unused time to appeal ends; null if there is none. */
	appealEnd: Date | null;
	/** The visits to those whose ballot passed through others' hands: to be drawn, or drawn and not yet told or waived. */
	visits: "visitsUndrawn" | "visitsOpen" | null;
	/** Other flags do not prevent the count. */
	flags: { found: number; unanswered: number };
}

export async function openQuestions(round: Pick<Round, "id" | "objectionDays">): Promise<OpenQuestions> {
	const isUndecided = (kind: string) => sql`not exists (select 1 from approvals a
		where a.kind = ${kind} and a.subject = of.round_id || '/' || of.roll_number and a.answer = 'signed')`;
	const [figures] = await db.all<Record<"conflicts" | "signatures" | "appeals" | "found" | "unanswered" | "signedAt", number>>(sql`select
		(select count(*) from ballot_conflicts of where of.round_id = ${round.id} and ${isUndecided("settlement")}) as conflicts,
		(select count(*) from ballot_approvals where round_id = ${round.id} and kind = 'invalidation' and answer is null) as signatures,
		(select count(*) from ballot_appeals of where of.round_id = ${round.id} and ${isUndecided("ruling")}) as appeals,
		(select max(i.answered_at) from ballot_approvals i where i.round_id = ${round.id} and i.kind = 'invalidation' and i.answer = 'signed'
			and not exists (select 1 from ballot_appeals a where a.round_id = i.round_id and a.roll_number = i.roll_number)) as signedAt,
		count(*) as found, count(*) filter (where answered_at is null and kind <> 'sample') as unanswered
		from vote_flags where round_id = ${round.id}`);
	const { found = 0, unanswered = 0, conflicts = 0, signatures = 0, appeals = 0, signedAt } = figures ?? {};
	const appealEnd = signedAt ? appealEndOf(round, new Date(signedAt)) : null;
	const visits = await visitsOf(round.id);
	const lack = visits?.drawn === 0 ? "visitsUndrawn" : visits?.isAnswered === false ? "visitsOpen" : null;
	return { conflicts, signatures, appeals, appealEnd, visits: lack, flags: { found, unanswered } };
}

export interface CountLack {
	lack: "notClosed" | "paperMayCome" | "conflictsOpen" | "signaturesOpen" | "appealsOpen" | "appealsRun" | "visitsUndrawn" | "visitsOpen";
	count?: number;
	until?: Date;
}

export function countLacks({ stage, paperUntil }: Pick<Round, "stage" | "paperUntil">, open: OpenQuestions, at: Date): CountLack[] {
	if (stage !== "closed") return [{ lack: "notClosed", until: paperUntil }];
	if (at < paperUntil) return [{ lack: "paperMayCome", until: paperUntil }];
	const cases: CountLack[] = [
		{ lack: "conflictsOpen", count: open.conflicts },
		{ lack: "signaturesOpen", count: open.signatures },
		{ lack: "appealsOpen", count: open.appeals },
	];
	const runs: CountLack[] = open.appealEnd && at < open.appealEnd ? [{ lack: "appealsRun", until: open.appealEnd }] : [];
	return [...cases.filter(({ count }) => count), ...runs, ...(open.visits ? [{ lack: open.visits }] : [])];
}
