import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { within } from "#domain/regions/scope.ts";
import { requireChecksVillage, requireOtherThan } from "./change-roll.ts";
import { ownRound, type Round, requireDraft, seenRound } from "./round.ts";
import { tellVillages, untellVillage } from "./tell.ts";

/**
 * Draws up the 投票户名册: every open household of the region that is not empty, including those away for work, numbered by place and house number. Doing it again
 * discards strikes, additions and checks.
 */
export async function drawUpRoll({ by, roundId, at }: { by: Viewer; roundId: string; at: Date }): Promise<{ households: number }> {
	return write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		requireDraft(round);
		await tx.delete(voteRollChecks).where(eq(voteRollChecks.roundId, roundId));
		await tx.delete(voteRoll).where(eq(voteRoll.roundId, roundId));
		await fill(tx, round, at);
		const households = await tx.$count(voteRoll, eq(voteRoll.roundId, roundId));
		if (households === 0) throw new Refusal("conflict", "rounds.nobodyLivesThere");
		await record(tx, { at, actorId: by.personId, action: "roll.draw_up", subject: `round:${roundId}`, detail: { households } });
		await tellVillages(tx, round, { by, at });
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

interface Check {
	by: Viewer;
	roundId: string;
	villageId: string;
	/** The number that the page showed; if it has changed, the page is shown again. */
	households: number;
	at: Date;
}

/** A village's admin confirms its part of the roll, which every announcement needs; they must be independent of those who struck households there. */
export async function checkRoll({ by, roundId, villageId, households, at }: Check): Promise<void> {
	await write(async (tx) => {
		const round = await seenRound(roundId, by, tx);
		await requireChecksVillage(tx, by, villageId);
		requireDraft(round);
		const ofVillage = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId));
		const standing = await tx.$count(voteRoll, and(ofVillage, isNull(voteRoll.struckAt)));
		if (standing === 0) throw new Refusal("conflict", "rounds.nothingToCheck");
		if (standing !== households) throw new Refusal("conflict", "rounds.rollMoved", { params: { households: standing } });
		const isStruck = and(ofVillage, isNotNull(voteRoll.struckBy));
		const strikers = await tx.selectDistinct({ by: voteRoll.struckBy }).from(voteRoll).where(isStruck);
		await requireOtherThan(tx, by, { villageId, besides: strikers.flatMap(({ by }) => by ?? []) });
		const check = { roundId, villageId, checkedBy: by.personId, checkedAt: at, households };
		const { rowsAffected } = await tx.insert(voteRollChecks).values(check).onConflictDoNothing();
		if (rowsAffected === 0) return;
		await untellVillage(tx, roundId, villageId);
		const detail = { villageId, households };
		await record(tx, { at, actorId: by.personId, action: "roll.check", subject: `round:${roundId}`, detail });
	});
}
