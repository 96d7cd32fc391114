import { inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { changed } from "#platform/changes.ts";
import { phaseOf } from "../rules.ts";
import type { Phase } from "../types.ts";
import { closeDueRounds } from "./close.ts";

const shownPhases = perDatabase(() => new Map<string, Phase>());

/** Each minute: closes due rounds, and drops kept pages if a round has opened or closed. */
export async function tendRounds(at: Date): Promise<void> {
	await closeDueRounds(at);
	const rows = await db
		.select()
		.from(voteRounds)
		.where(inArray(voteRounds.stage, ["announced", "closed"]));
	const shown = shownPhases();
	const moved = rows.filter((round) => {
		const phase = phaseOf(round, at);
		const before = shown.get(round.id);
		shown.set(round.id, phase);
		return before !== undefined && before !== phase;
	});
	if (moved.length > 0) changed(["votes", ...moved.map(({ id }) => `round:${id}` as const)]);
}
