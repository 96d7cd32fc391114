import { count, eq, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { within } from "#domain/regions/scope.ts";
import { type Round, requireDraft, requireRunsRound, roundFor } from "./round.ts";
import { tellVillages } from "./tell.ts";

/**
 * Draws up the 投票户名册: every open household of the region that is not empty, including those away for work, numbered by place and house number. Doing it again
 * discards strikes, additions and checks.
 */
export async function drawUpRoll({ viewer, roundId, at }: { viewer: Viewer; roundId: string; at: Date }): Promise<{ households: number }> {
	return write(async (tx) => {
		const round = await roundFor(roundId, tx);
		requireRunsRound(viewer, round);
		requireDraft(round);
		await tx.delete(voteRollChecks).where(eq(voteRollChecks.roundId, roundId));
		await tx.delete(voteRoll).where(eq(voteRoll.roundId, roundId));
		await fill(tx, round, at);
		const [drawn] = await tx.select({ n: count() }).from(voteRoll).where(eq(voteRoll.roundId, roundId));
		const households = drawn?.n ?? 0;
		if (households === 0) throw new Refusal("conflict", "rounds.nobodyLivesThere");
		await record(tx, { at, actorId: viewer.personId, action: "roll.draw_up", subject: `round:${roundId}`, detail: { households } });
		await tellVillages(tx, round, { viewer, at });
		return { households };
	});
}

async function fill(tx: Tx, { id, regionPath }: Round, at: Date): Promise<void> {
	await tx.run(sql`
		insert into vote_roll (round_id, number, household_id, village_id, added_at)
		select ${id}, row_number() over (order by villages.code, hamlets.code, households.number), households.id, households.village_id, ${at.getTime()}
		from regions hamlets join households on households.hamlet_id = hamlets.id join regions villages on villages.id = households.village_id
		where ${within(regionPath, sql`hamlets.path`)} and households.closed_at is null and households.status <> 'empty'`);
}
