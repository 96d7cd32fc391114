import { asc, eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { assistedTurns } from "#db/schema/assisted-turns.ts";
import { assistedSubmissions } from "#db/schema/submissions.ts";
import type { Help } from "./types.ts";

/** Who helped with these pairs, and of whom the newest yes came. */
export async function helpWith(ids: string[]): Promise<Map<string, Help>> {
	const { submissionId, version, at, saidBy, saidByUnlisted, how } = assistedSubmissions;
	const rows = await db
		.select({ submissionId, version, at, saidBy, saidByUnlisted, how, helper: people.name, helperId: people.id })
		.from(assistedSubmissions)
		.innerJoin(people, eq(people.id, assistedSubmissions.helperId))
		.where(inArray(submissionId, ids))
		.orderBy(asc(version));
	const taken = await db
		.select({ submissionId: assistedTurns.submissionId, helper: people.name, helperId: people.id, at: assistedTurns.at })
		.from(assistedTurns)
		.innerJoin(people, eq(people.id, assistedTurns.helperId))
		.where(inArray(assistedTurns.submissionId, ids))
		.orderBy(asc(assistedTurns.turn));
	const found = new Map<string, Help>(rows.map(({ submissionId, version: _, ...help }) => [submissionId, help]));
	// Who took over stands for the pair from then on; a yes stays whose it was.
	for (const { submissionId, ...turn } of taken) {
		const before = found.get(submissionId);
		if (before?.saidBy === null && turn.at >= before.at) found.set(submissionId, { ...before, ...turn });
	}
	return found;
}
