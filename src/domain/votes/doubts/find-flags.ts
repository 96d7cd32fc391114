import { and, eq, gte } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { signInSlips } from "#db/schema/households.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { seedOf } from "#domain/draws/draws.ts";
import { setting } from "#domain/settings/settings.ts";
import { type StandingBallot, standingBallots } from "../ballots/standing-ballots.ts";
import { ownRound, type Round, stepInto } from "../rounds/round.ts";
import { drawnSample, type Found, hurriedKiosks, rings, sharedPhones } from "./flag-rules.ts";
import { keptOf } from "./flags.ts";

interface Looking {
	roundId: string;
	by: Viewer;
	at: Date;
}

/**
 * 找线索: searches a closed round's opened ballots for what deserves a question, and draws the households to visit. Known flags keep their answers. Returns how
 * many are new.
 */
export async function findFlags({ roundId, by, at }: Looking): Promise<number> {
	const round = await ownRound(roundId, by);
	const cast = (await standingBallots(roundId)).filter(({ numbers }) => numbers.length > 0);
	const found = [...(await foundAmong(roundId, cast)), ...(await sampleOf(round, cast, at))];
	return write(async (tx) => {
		let added = 0;
		for (const flag of found) if (await raise(tx, { ...flag, roundId, at })) added++;
		if (added > 0) await record(tx, { at, actorId: by.personId, action: "flag.find", subject: `round:${roundId}`, detail: { added } });
		return added;
	});
}

async function foundAmong(roundId: string, cast: StandingBallot[]): Promise<Found[]> {
	const atKiosk = { least: await setting("voteKioskBallots"), minutes: await setting("voteKioskMinutes") };
	return [
		...sharedPhones(cast, await setting("voteDeviceHouseholds")),
		...hurriedKiosks(cast, atKiosk),
		...rings(cast, await candidatesOnRoll(roundId)),
	];
}

// The sample is drawn once, after the last paper is entered, so that no late paper is left out.
async function sampleOf({ id, paperUntil }: Round, cast: StandingBallot[], at: Date): Promise<Found[]> {
	return at < paperUntil ? [] : drawnSample(cast, await newlyLetIn(id), seedOf(id));
}

/** Households for which a slip was printed since the announcement, by roll number: anybody with the slip could vote for them. */
async function newlyLetIn(roundId: string): Promise<Set<number>> {
	const since = (await stepInto(roundId, "announced"))?.at ?? new Date(0);
	const rows = await db
		.selectDistinct({ rollNumber: voteRoll.number })
		.from(signInSlips)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, signInSlips.householdId)))
		.where(gte(signInSlips.issuedAt, since));
	return new Set(rows.map(({ rollNumber }) => rollNumber));
}

function candidatesOnRoll(roundId: string) {
	return db
		.select({ number: voteCandidates.number, rollNumber: voteRoll.number })
		.from(voteCandidates)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, voteCandidates.householdId)))
		.where(eq(voteCandidates.roundId, roundId));
}

async function raise(tx: Tx, { roundId, subject, evidence, at }: Found & { roundId: string; at: Date }): Promise<boolean> {
	const flag = { id: newId(), roundId, kind: evidence.kind, ...keptOf(roundId, { subject, evidence }), foundAt: at };
	const { rowsAffected } = await tx.insert(voteFlags).values(flag).onConflictDoNothing();
	return rowsAffected > 0;
}
