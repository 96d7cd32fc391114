import { and, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { record } from "#domain/audit/trail.ts";
import { seedOf } from "#domain/draws/draws.ts";
import { setting } from "#domain/settings/settings.ts";
import { standingBallots } from "../ballots/standing-ballots.ts";
import { type OnRound, ownRound } from "../rounds/round.ts";
import { requireBeforeCount } from "./ballot-approvals.ts";
import { drawnSample, hurriedKiosks, rings, sharedPhones } from "./flag-rules.ts";
import { handedOn, keptOf } from "./flags.ts";

/** 找线索: searches a closed round's opened ballots for what deserves a question. Known flags keep their answers. Returns how many are new. */
export async function findFlags({ roundId, by, at }: OnRound): Promise<number> {
	const round = await ownRound(roundId, by);
	requireBeforeCount(round);
	const cast = (await standingBallots(roundId)).filter(({ numbers }) => numbers.length > 0);
	const found = [
		...sharedPhones(cast, await setting("voteDeviceHouseholds")),
		...hurriedKiosks(cast, { least: await setting("voteKioskBallots"), minutes: await setting("voteKioskMinutes") }),
		...rings(cast, await candidatesOnRoll(roundId)),
		// The sample is drawn after the last paper is entered, so that no late paper is left out.
		...(at < round.paperUntil ? [] : drawnSample(await handedOn(roundId), seedOf(roundId))),
	];
	return write(async (tx) => {
		let added = 0;
		for (const flag of found) {
			const row = { id: newId(), roundId, kind: flag.evidence.kind, ...keptOf(roundId, flag), foundAt: at };
			added += (await tx.insert(voteFlags).values(row).onConflictDoNothing()).rowsAffected;
		}
		if (added > 0) await record(tx, { at, actorId: by.personId, action: "flag.find", subject: `round:${roundId}`, detail: { added } });
		return added;
	});
}

function candidatesOnRoll(roundId: string) {
	return db
		.select({ number: voteCandidates.number, rollNumber: voteRoll.number })
		.from(voteCandidates)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, voteCandidates.householdId)))
		.where(eq(voteCandidates.roundId, roundId));
}
