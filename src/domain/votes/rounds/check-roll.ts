import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import { write } from "#db/client.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireChecksVillage, requireOtherThan } from "./change-roll.ts";
import { requireDraft, requireSeesRound, roundFor } from "./round.ts";
import { untellVillage } from "./tell.ts";

interface Check {
	viewer: Viewer;
	roundId: string;
	villageId: string;
	/** The number that the page showed; if it has changed, the page is shown again. */
	households: number;
	at: Date;
}

/** A village's admin confirms its part of the roll, which every announcement needs; they must be independent of those who struck households there. */
export async function checkRoll({ viewer, roundId, villageId, households, at }: Check): Promise<void> {
	await write(async (tx) => {
		const round = await roundFor(roundId, tx);
		requireSeesRound(viewer, round);
		await requireChecksVillage(tx, viewer, villageId);
		requireDraft(round);
		const ofVillage = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), isNull(voteRoll.struckAt));
		const [standing] = await tx.select({ n: count() }).from(voteRoll).where(ofVillage);
		if (!standing?.n) throw new Refusal("conflict", "rounds.nothingToCheck");
		if (standing.n !== households) throw new Refusal("conflict", "rounds.rollMoved", { params: { households: standing.n } });
		const isStruck = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId), isNotNull(voteRoll.struckBy));
		const strikers = await tx.selectDistinct({ by: voteRoll.struckBy }).from(voteRoll).where(isStruck);
		await requireOtherThan(tx, viewer, { villageId, besides: strikers.flatMap(({ by }) => by ?? []) });
		const check = { roundId, villageId, checkedBy: viewer.personId, checkedAt: at, households };
		const { rowsAffected } = await tx.insert(voteRollChecks).values(check).onConflictDoNothing();
		if (rowsAffected === 0) return;
		await untellVillage(tx, roundId, villageId);
		const detail = { villageId, households };
		await record(tx, { at, actorId: viewer.personId, action: "roll.check", subject: `round:${roundId}`, detail });
	});
}
