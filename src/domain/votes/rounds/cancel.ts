import { and, eq } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { voteObjections } from "#db/schema/vote-counts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { enterRoundStage, requireRunsRound, roundFor } from "./round.ts";

interface Cancelling {
	viewer: Viewer;
	roundId: string;
	/** Read by everybody who looks at the round. */
	why: string;
	at: Date;
}

/**
 * Calls a round off, for good, with a reason in public; what was cast stays sealed and is never counted. Once it is counted, it takes an objection that
 * another one upheld: then the count is annulled, and what was published stays to be read. Not once it is final. Twice is once.
 */
export async function cancelRound({ viewer, roundId, why, at }: Cancelling): Promise<void> {
	await write(async (tx) => {
		const round = await roundFor(roundId, tx);
		requireRunsRound(viewer, round);
		if (round.stage === "cancelled") return;
		if (round.stage === "final") throw new Refusal("conflict", "rounds.isFinal");
		if (round.stage === "counted") await requireUpheldByAnother(tx, roundId, viewer);
		const note = why.trim();
		if (note.length < 5 || note.length > 200) throw new Refusal("invalid", "rounds.wrong.cancelWhy", { field: "why" });
		await enterRoundStage(tx, { roundId, stage: "cancelled", actorId: viewer.personId, at, note });
		const detail = { from: round.stage };
		await record(tx, { at, actorId: viewer.personId, action: "round.cancel", subject: `round:${roundId}`, detail });
	});
	changed(["votes", `round:${roundId}`]);
}

/** Whether this viewer may annul a count: another one has upheld an objection to it. */
export async function isUpheldByAnother(roundId: string, { personId }: Viewer): Promise<boolean> {
	return (await upheldBy(db, roundId)).some((by) => by !== personId);
}

/** Nobody annuls a result because it does not please: one upholds an objection, another one draws the consequence. */
async function requireUpheldByAnother(tx: Tx, roundId: string, { personId }: Viewer): Promise<void> {
	const officers = await upheldBy(tx, roundId);
	if (officers.length === 0) throw new Refusal("conflict", "rounds.isCounted");
	if (officers.every((by) => by === personId)) throw new Refusal("conflict", "rounds.annulledByAnother");
}

async function upheldBy(reader: Reader, roundId: string): Promise<(string | null)[]> {
	const upheld = and(eq(voteObjections.roundId, roundId), eq(voteObjections.isUpheld, true));
	const answers = await reader.select({ by: voteObjections.answeredBy }).from(voteObjections).where(upheld);
	return answers.map(({ by }) => by);
}
