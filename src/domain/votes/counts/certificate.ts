import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inHamlet, inVillage, villages } from "#domain/regions/joined.ts";
import { roundFor, seesRound, stepInto } from "../rounds/round.ts";
import { countHead } from "./counted.ts";

/** 奖状: the text of a medal's certificate, for the household itself and the round's staff, once the result is final. */
export async function certificateOf(viewer: Viewer, { roundId, number }: { roundId: string; number: number }) {
	const round = await roundFor(roundId);
	const [home, head] = [await homeOf(roundId, number), await countHead(roundId)];
	const standing = head?.result.ranking.find((one) => one.number === number && one.hasMedal);
	const isTheirs = home !== undefined && (viewer.householdId === home.householdId || seesRound(viewer, round));
	if (round.stage !== "final" || !standing || !head || !isTheirs) throw new Refusal("not_found", "common.notFound");
	const finalAt = (await stepInto(roundId, "final"))?.at ?? head.countedAt;
	return { round, ...home, place: standing.place, isTied: standing.isTied, ballots: head.result.ballots, finalAt };
}

async function homeOf(roundId: string, number: number) {
	const [home] = await db
		.select({ householdId: households.id, headName: households.headName, village: villages.name, hamlet: regions.name })
		.from(voteCandidates)
		.innerJoin(households, eq(households.id, voteCandidates.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(eq(voteCandidates.roundId, roundId), eq(voteCandidates.number, number)));
	return home;
}
