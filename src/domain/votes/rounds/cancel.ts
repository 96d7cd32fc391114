import { write } from "#db/client.ts";
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

/** Calls a round off, for good, with a reason in public; what was cast stays sealed and is never counted. Not once it is counted. Twice is once. */
export async function cancelRound({ viewer, roundId, why, at }: Cancelling): Promise<void> {
	await write(async (tx) => {
		const round = await roundFor(roundId, tx);
		requireRunsRound(viewer, round);
		if (round.stage === "cancelled") return;
		if (round.stage === "counted" || round.stage === "final") throw new Refusal("conflict", "rounds.isCounted");
		const note = why.trim();
		if (note.length < 5 || note.length > 200) throw new Refusal("invalid", "rounds.wrong.cancelWhy", { field: "why" });
		await enterRoundStage(tx, { roundId, stage: "cancelled", actorId: viewer.personId, at, note });
		const detail = { from: round.stage };
		await record(tx, { at, actorId: viewer.personId, action: "round.cancel", subject: `round:${roundId}`, detail });
	});
	changed(["votes", `round:${roundId}`]);
}
