import { count, eq, sql } from "drizzle-orm";
import { write } from "#db/client.ts";
import { assistedTurns } from "#db/schema/assisted-turns.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireMayHelp } from "./helper.ts";
import { requireEditableStage } from "./submissions.ts";
import type { Stage } from "./types.ts";

interface TakingUp {
	submissionId: string;
	by: Viewer;
	at: Date;
}

/** 接手: goes on with what a colleague began for a household, who hears of it. What was said before stays theirs; the next yes is asked and written down by whoever took over. */
export async function takeUp({ submissionId, by, at }: TakingUp): Promise<void> {
	await write(async (tx) => {
		const [pair] = await tx.all<{ householdId: string; stage: Stage; helperId: string }>(sql`
			select s.household_id as "householdId", s.stage, h.helper_id as "helperId"
			from ${submissions} s join present_helpers h on h.submission_id = s.id where s.id = ${submissionId}`);
		if (!pair) throw new Refusal("not_found", "common.notFound");
		await requireMayHelp(tx, by, pair.householdId);
		if (pair.helperId === by.personId) return;
		// Whoever helps may take a pair back for the household, so nobody takes up one that it has sent.
		requireEditableStage(pair.stage);
		const [turns] = await tx.select({ count: count() }).from(assistedTurns).where(eq(assistedTurns.submissionId, submissionId));
		const turn = (turns?.count ?? 0) + 1;
		await tx.insert(assistedTurns).values({ submissionId, turn, helperId: by.personId, at });
		const subject = `submission:${submissionId}` as const;
		await record(tx, { at, actorId: by.personId, action: "submission.take_up", subject, detail: { from: pair.helperId } });
		const told = { kind: "help_taken_up", params: { helper: by.name }, subject } as const;
		await notify(tx, { ...told, to: { personId: pair.helperId }, occasion: turn, at });
	});
}
