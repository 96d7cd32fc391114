import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteCandidates, voteNominations } from "#db/schema/votes/rounds.ts";
import { linesOn } from "#domain/audit/lines.ts";
import type { HowChosen } from "../types.ts";
import { type DrawDetail, turnOf } from "./draw-nominees.ts";
import { type Round, requireAnnounced } from "./round.ts";

export async function howChosen(round: Round): Promise<HowChosen> {
	requireAnnounced(round);
	const { ordinal, seed, purpose } = await turnOf(round);
	const draws = await drawsOf(round.id);
	const nominations = await db
		.select({ how: voteNominations.how, number: voteCandidates.number })
		.from(voteNominations)
		.leftJoin(voteCandidates, eq(voteCandidates.nominationId, voteNominations.id))
		.where(eq(voteNominations.roundId, round.id))
		.orderBy(asc(voteCandidates.number));
	const askedBy = (way: string) => {
		const asked = nominations.filter(({ how }) => how === way);
		return { asked: asked.length, standing: asked.flatMap(({ number }) => number ?? []) };
	};
	const asked = { drawn: askedBy("drawn"), nominated: askedBy("nominated") };
	return { code: round.regionCode, ordinal, seed, purpose, draws, isEverybody: wasEverybodyAsked(draws), ...asked };
}

export async function drawsOf(roundId: string): Promise<HowChosen["draws"]> {
	return (await linesOn(`round:${roundId}`, "nomination.draw")).map(({ detail }) => {
		const { from, until, tickets, drawn } = detail as DrawDetail;
		return { from: new Date(from), until: new Date(until), tickets, drawn };
	});
}

/** 都请: a draw that took every ticket chose nobody. */
export function wasEverybodyAsked(draws: HowChosen["draws"]): boolean {
	return draws.length > 0 && draws.every(({ tickets, drawn }) => tickets === drawn);
}
