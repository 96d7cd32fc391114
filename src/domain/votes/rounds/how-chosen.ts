import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { voteCandidates, voteNominations } from "#db/schema/votes/rounds.ts";
import { linesOn } from "#domain/audit/lines.ts";
import type { Asked, HowChosen } from "../types.ts";
import type { DrawDetail } from "./draw-nominees.ts";
import { ordinalOf } from "./draw-nominees.ts";
import { type Round, requireAnnounced } from "./round.ts";

/** How an announced round's candidates were chosen, for the public: figures and candidates' numbers, no households. */
export async function howChosen(round: Round): Promise<HowChosen> {
	requireAnnounced(round);
	const [ordinal, lines, nominations] = await Promise.all([
		ordinalOf(round),
		linesOn(`round:${round.id}`, "nomination.draw"),
		candidaciesOf(round.id),
	]);
	const draws = lines.map(({ detail }) => drawIn(detail as DrawDetail));
	const drawn = askedIn(nominations.filter(({ how }) => how === "drawn"));
	const nominated = askedIn(nominations.filter(({ how }) => how === "nominated"));
	return { regionCode: round.regionCode, ordinal, draws, drawn, nominated };
}

function candidaciesOf(roundId: string) {
	return db
		.select({ how: voteNominations.how, number: voteCandidates.number })
		.from(voteNominations)
		.leftJoin(voteCandidates, eq(voteCandidates.nominationId, voteNominations.id))
		.where(eq(voteNominations.roundId, roundId))
		.orderBy(asc(voteCandidates.number));
}

function drawIn({ from, until, tickets, drawn }: DrawDetail): HowChosen["draws"][number] {
	return { from: new Date(from), until: new Date(until), tickets, drawn };
}

function askedIn(nominations: { number: number | null }[]): Asked {
	return { asked: nominations.length, standing: nominations.flatMap(({ number }) => number ?? []) };
}
