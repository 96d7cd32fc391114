import { and, eq } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { voteFlags } from "#db/schema/vote-counts.ts";
import { voteCandidates, voteRoll } from "#db/schema/vote-rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { setting } from "#domain/settings/settings.ts";
import { newId } from "#platform/ids.ts";
import { type StandingBallot, standingBallots } from "../ballots/standing-ballots.ts";
import { requireRunsRound, roundFor } from "../rounds/round.ts";
import { bursts, type Found, sharedDevices } from "./flag-rules.ts";
import { rings } from "./ring-rules.ts";

interface Looking {
	roundId: string;
	by: Viewer;
	at: Date;
}

/** 找线索: looks through the opened ballots of a closed round for what deserves a question. Found again, a flag stays as it was answered. Returns how many are new. */
export async function findFlags({ roundId, by, at }: Looking): Promise<number> {
	requireRunsRound(by, await roundFor(roundId));
	const ballots = await standingBallots(roundId);
	const found = await foundAmong(roundId, ballots);
	return write(async (tx) => {
		let added = 0;
		for (const flag of found) if (await raise(tx, { ...flag, roundId, at })) added++;
		if (added > 0) await record(tx, { at, actorId: by.personId, action: "flag.find", subject: `round:${roundId}`, detail: { added } });
		return added;
	});
}

async function foundAmong(roundId: string, ballots: StandingBallot[]): Promise<Found[]> {
	const [households, least, minutes] = await Promise.all([
		setting("voteDeviceHouseholds"),
		setting("voteBurstBallots"),
		setting("voteBurstMinutes"),
	]);
	const cast = ballots.filter(({ numbers }) => numbers.length > 0);
	return [...sharedDevices(cast, households), ...bursts(cast, { least, minutes }), ...rings(cast, await candidatesOnRoll(roundId))];
}

function candidatesOnRoll(roundId: string) {
	return db
		.select({ number: voteCandidates.number, rollNumber: voteRoll.number })
		.from(voteCandidates)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, voteCandidates.householdId)))
		.where(eq(voteCandidates.roundId, roundId));
}

async function raise(tx: Tx, { roundId, subject, evidence, at }: Found & { roundId: string; at: Date }): Promise<boolean> {
	const flag = { id: newId(), roundId, kind: evidence.kind, subject, evidence: { ...evidence }, foundAt: at };
	const { rowsAffected } = await tx.insert(voteFlags).values(flag).onConflictDoNothing();
	return rowsAffected > 0;
}
