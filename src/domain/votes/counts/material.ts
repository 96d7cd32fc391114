import { setImmediate as giveWay } from "node:timers/promises";
import { and, asc, count, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { seedOf } from "#domain/draws/draws.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { receiptHash, receiptOf } from "../ballots/receipts.ts";
import { choiceIn, IS_SPOILED, isLastOf } from "../ballots/standing-ballots.ts";
import { invalidatedRolls } from "../doubts/invalidations.ts";
import { announcedText } from "../rounds/announcement.ts";
import { standsBy } from "../rounds/candidates.ts";
import type { Round } from "../rounds/round.ts";
import type { Announced, FileCandidate, FileRound, FileVotes } from "./file.ts";
import { shuffledSlips } from "./tally.ts";

/** What a count is made of, and how many ballot rows were read. */
export interface Material {
	votes: FileVotes;
	announced: Announced;
	rows: number;
	invalidRolls: number[];
}

const AT_ONCE = 500;

/** Reads and opens everything for a count, and pauses for other work after some hundred ballots. */
export async function materialOf(round: Round): Promise<Material> {
	const roundId = round.id;
	const rows = await db.$count(ballots, eq(ballots.roundId, roundId));
	const candidates = await candidatesOfFile(roundId);
	const signed = await invalidatedRolls(roundId);
	const { slips, ...box } = await openBox(roundId, signed);
	const seed = seedOf(roundId);
	const laid = await shuffledSlips(seed, slips);
	const votes = {
		round: roundOf(round),
		candidates,
		roll: await rollOf(roundId),
		seed,
		...box,
		spoiled: await spoiledIn(roundId),
		slips: laid,
	};
	const announced = JSON.parse(await announcedText(round)) as Announced;
	return { votes, announced, rows, invalidRolls: signed.map(({ rollNumber }) => rollNumber) };
}

type Box = Pick<FileVotes, "invalidated" | "withdrawn" | "receipts"> & { slips: Map<number, number> };

async function openBox(roundId: string, signed: Awaited<ReturnType<typeof invalidatedRolls>>): Promise<Box> {
	const reasons = new Map(signed.map(({ rollNumber, reason }) => [rollNumber, reason]));
	const box: Box = { invalidated: [], withdrawn: 0, receipts: [], slips: new Map() };
	for (let rows = await lastBallots(roundId, 0); rows.length > 0; rows = await lastBallots(roundId, rows.at(-1)?.rollNumber ?? 0)) {
		for (const row of rows) layOut(box, { roundId, ...row, reason: reasons.get(row.rollNumber) });
		await giveWay();
	}
	// In orders that reveal nothing about households.
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

function lastBallots(roundId: string, after: number) {
	const { rollNumber, version, votes, sealed } = ballots;
	return db
		.select({ rollNumber, version, votes, sealed })
		.from(ballots)
		.where(and(eq(ballots.roundId, roundId), gt(rollNumber, after), isLastOf(ballots)))
		.orderBy(asc(rollNumber))
		.limit(AT_ONCE);
}

interface Found {
	roundId: string;
	rollNumber: number;
	version: number;
	votes: number;
	sealed: Buffer;
	reason: string | undefined;
}

function layOut(box: Box, { roundId, rollNumber, version, votes, sealed, reason }: Found): void {
	const numbers = choiceIn(roundId, sealed, { rollNumber, version });
	// The database was changed, so nothing may be counted.
	if (numbers.length !== votes) throw new Error(`ballot ${roundId}/${rollNumber}/${version} holds other than ${votes} votes`);
	if (reason) box.invalidated.push({ reason, votes });
	else if (votes === 0) box.withdrawn++;
	else {
		for (const number of numbers) box.slips.set(number, (box.slips.get(number) ?? 0) + 1);
		box.receipts.push([receiptHash(roundId, receiptOf(roundId, rollNumber)), votes]);
	}
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

/** The candidates as the file names them; those who left have no courtyard. */
export async function candidatesOfFile(roundId: string, reader: Reader = db): Promise<FileCandidate[]> {
	const isIn = sql<number>`${isPublic} and ${standsBy(voteCandidates.nominationId)}`;
	const rows = await reader
		.select({ number: voteCandidates.number, village: regions.code, courtyard: households.publicCode, isIn })
		.from(voteCandidates)
		.innerJoin(regions, eq(regions.id, voteCandidates.villageId))
		.innerJoin(households, eq(households.id, voteCandidates.householdId))
		.innerJoin(submissions, eq(submissions.id, voteCandidates.submissionId))
		.where(eq(voteCandidates.roundId, roundId))
		.orderBy(asc(voteCandidates.number));
	return rows.map(({ isIn, courtyard, ...row }) => ({ ...row, courtyard: isIn ? courtyard : null, isOut: !isIn }));
}

function rollOf(roundId: string): Promise<FileVotes["roll"]> {
	return db
		.select({ village: regions.code, name: regions.name, households: count() })
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.where(and(eq(voteRoll.roundId, roundId), isNull(voteRoll.struckAt)))
		.groupBy(regions.id)
		.orderBy(asc(regions.code));
}

function spoiledIn(roundId: string): Promise<number> {
	return db.$count(paperBallots, and(eq(paperBallots.roundId, roundId), isNotNull(paperBallots.usedAt), IS_SPOILED));
}
