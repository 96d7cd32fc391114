import { setImmediate as giveWay } from "node:timers/promises";
import { and, asc, count, eq, isNotNull, isNull } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { seedOf } from "#domain/draws/draws.ts";
import { receiptHash, receiptOf } from "../ballots/receipts.ts";
import { choiceIn, IS_SPOILED, isLastOf } from "../ballots/standing-ballots.ts";
import { invalidatedRolls } from "../doubts/cases.ts";
import { announcedText } from "../rounds/announcement.ts";
import { ballotsIn } from "../rounds/ballots-in.ts";
import { candidatesOf } from "../rounds/candidates.ts";
import type { Round } from "../rounds/round.ts";
import type { Announced, FileCandidate, FileRound, FileVotes } from "./file.ts";
import { laid } from "./tally.ts";

export type Material = Awaited<ReturnType<typeof materialOf>>;

export async function materialOf(round: Round) {
	const roundId = round.id;
	const moving = await movingParts(roundId);
	const { slips, ...box } = await openBox(roundId, moving.signed);
	const seed = seedOf(roundId);
	const votes: FileVotes = {
		round: roundOf(round),
		candidates: moving.candidates,
		roll: await rollOf(roundId),
		seed,
		...box,
		spoiled: await spoiledIn(roundId),
		slips: await laid(seed, slips),
	};
	return { votes, moving, announced: JSON.parse(await announcedText(round)) as Announced };
}

/** What may move on while a county's ballots are read. Ballots are only added, so their number stands for them; a yes may be taken back. */
export async function movingParts(roundId: string, reader: Reader = db) {
	return {
		ballots: await reader.$count(ballots, eq(ballots.roundId, roundId)),
		signed: await invalidatedRolls(roundId, reader),
		candidates: await candidatesIn(roundId),
	};
}

type Box = Pick<FileVotes, "invalidated" | "withdrawn" | "receipts" | "slips">;

async function openBox(roundId: string, signed: Awaited<ReturnType<typeof invalidatedRolls>>): Promise<Box> {
	const reasons = new Map(signed.map(({ rollNumber, reason }) => [rollNumber, reason]));
	const box: Box = { invalidated: [], withdrawn: 0, receipts: [], slips: [] };
	for await (const { rollNumber, version, votes, sealed } of ballotsIn(roundId, isLastOf(ballots))) {
		const numbers = choiceIn(roundId, sealed, { rollNumber, version });
		// A difference means that the database was changed, so nothing may be counted.
		if (numbers.length !== votes) throw new Error(`ballot ${roundId}/${rollNumber}/${version} holds other than ${votes} votes`);
		const reason = reasons.get(rollNumber);
		if (reason) box.invalidated.push({ reason, votes });
		else if (votes === 0) box.withdrawn++;
		else {
			box.slips.push(...numbers);
			box.receipts.push([receiptHash(roundId, receiptOf(roundId, rollNumber)), votes]);
		}
	}
	// These orders reveal nothing about households.
	return { ...box, invalidated: inOrder(box.invalidated), receipts: await sorted(box.receipts) };
}

function inOrder(invalidated: Box["invalidated"]): Box["invalidated"] {
	return invalidated.sort((a, b) => (a.reason === b.reason ? a.votes - b.votes : a.reason < b.reason ? -1 : 1));
}

/** By hash, a sixteenth at a time, because sorting 200,000 at once would block everything else. */
async function sorted(receipts: Box["receipts"]): Promise<Box["receipts"]> {
	const parts = Map.groupBy(receipts, ([hash]) => hash[0] ?? "");
	const done: Box["receipts"][] = [];
	for (const first of [...parts.keys()].sort()) {
		done.push((parts.get(first) ?? []).sort(([a], [b]) => (a < b ? -1 : 1)));
		await giveWay();
	}
	return done.flat();
}

function roundOf(round: Round): FileRound {
	const { id, name, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places } = round;
	return {
		...{ id, name, objectionDays, votesPerHousehold, ownVillage, weighting, ties, places },
		region: { code: round.regionCode, name: round.regionName },
		opensAt: round.opensAt.toISOString(),
		closesAt: round.closesAt.toISOString(),
		paperUntil: round.paperUntil.toISOString(),
		corrects: round.correctsId,
		rulesHash: round.rulesHash ?? "",
		commitment: round.seedCommitment ?? "",
	};
}

async function candidatesIn(roundId: string): Promise<FileCandidate[]> {
	const candidates = await candidatesOf(roundId);
	return candidates.map(({ number, village, pair }) => ({
		number,
		village: village.code,
		isOut: !pair,
	}));
}

function rollOf(roundId: string): Promise<FileVotes["roll"]> {
	return db
		.select({ village: regions.code, name: nameAmongAll("regions"), households: count() })
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.where(and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt)))
		.groupBy(regions.id)
		.orderBy(asc(regions.code));
}

function spoiledIn(roundId: string): Promise<number> {
	return db.$count(paperBallots, and(eq(paperBallots.roundId, roundId), isNotNull(paperBallots.usedAt), IS_SPOILED));
}
