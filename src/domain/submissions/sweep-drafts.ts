import { and, eq, lte, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { removeErased } from "#domain/photos/erase.ts";
import { setting } from "#domain/settings/settings.ts";
import { untouchedSince } from "./rules.ts";
import { endSubmission } from "./withdraw-submission.ts";

// A literal, so that SQLite can use the partial index of drafts.
const isDraft = sql`${submissions.stage} = 'draft'`;

export async function sweepDrafts({ at, dueBy }: Sweep): Promise<number> {
	const since = untouchedSince(dueBy, await setting("draftDays"));
	const left = await db
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(isDraft, lte(submissions.editedAt, since)));
	let swept = 0;
	for (const { id } of left) if (await sweep(id, { since, at })) swept += 1;
	return swept;
}

// Checked again inside the transaction, because the household may have returned to the draft.
async function sweep(id: string, { since, at }: { since: Date; at: Date }): Promise<boolean> {
	const erased = await write(async (tx) => {
		const isStillLeft = and(eq(submissions.id, id), isDraft, lte(submissions.editedAt, since));
		const [draft] = await tx.select().from(submissions).where(isStillLeft);
		return draft ? endSubmission(tx, draft, { actorId: null, at, action: "submission.sweep" }) : null;
	});
	if (erased) await removeErased(erased);
	return erased !== null;
}
