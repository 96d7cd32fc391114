import { and, eq } from "drizzle-orm";
import { voteRoll } from "#db/schema/votes/roll.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { isCloseToCandidate } from "../rounds/candidates.ts";
import { roundFor } from "../rounds/round.ts";
import { objectionEndOf } from "../rules.ts";

/** A household of the roll objects to the count, even if it was struck off. Nobody close to a candidate answers. */
export const ROUND_OBJECTIONS: KindRules = {
	kind: "round",
	pages: (roundId) => [`round:${roundId}`],
	published: async (reader, roundId) => {
		const { name, regionId, regionPath, stage, countedAt, objectionDays } = await roundFor(roundId, reader);
		const until = stage === "counted" && countedAt ? objectionEndOf({ objectionDays }, countedAt) : null;
		return { name, regionId, regionPath, until };
	},
	mayObject: async (reader, roundId, householdId) =>
		(await reader.$count(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)))) > 0,
	barred: "counts.notOnRoll",
	hasStake: (reader, roundId, personId) => isCloseToCandidate(personId, roundId, reader),
	recused: "rounds.closeToCandidate",
};
