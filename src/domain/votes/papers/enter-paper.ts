import { and, desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteRoll } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { sha256 } from "#platform/hash.ts";
import { castBallot } from "../ballots/cast-ballot.ts";
import { sealedChoice } from "../ballots/seal.ts";
import { ENTERERS, isOwnBallot, requireEnterer } from "../doubts/officers.ts";
import { type Round, roundFor } from "../rounds/round.ts";
import { takesBallots } from "../rules.ts";
import { isOnPaper, paperCode, paperMark, type Reading } from "./paper-rules.ts";

interface Entering {
	roundId: string;
	code: string;
	/** The ticked candidates; none and `isSpoiled` if the paper cannot be counted. */
	reading: Reading;
	by: Viewer;
	at: Date;
}

export interface Entered {
	/** The first of two readings, or whether both agree. */
	state: "first" | "agreed" | "differs";
	/** The mark that is printed on the paper. */
	mark: string;
}

/**
 * Enters one person's reading of a paper; they see neither the household nor the other reading. If both agree, the paper is used up and the ballot goes into
 * the box. If they differ, both are told and two people read it again.
 */
export async function enterPaper(entering: Entering): Promise<Entered> {
	const { roundId, by, at } = entering;
	const round = await roundFor(roundId);
	requireEnterer(by, round);
	requireInTime(round, at);
	const code = requireCode(entering.code);
	return write(async (tx) => {
		const paper = await requirePaper(tx, roundId, code);
		// Whoever printed a paper knows whose code it is; by entering a guess they would learn the other's reading.
		if (paper.issuedBy === by.personId) throw new Refusal("forbidden", "papers.printedByYou", { field: "code" });
		if (await isOwnBallot(tx, by.personId, paper)) throw new Refusal("forbidden", "papers.notYourOwn");
		await requireReadable(tx, paper, { round, reading: entering.reading });
		const { attempt, other } = await nextReading(tx, paper, by);
		const besides = other ? [paper.issuedBy, other.enteredBy] : [paper.issuedBy];
		const region = { id: round.regionId, path: round.regionPath };
		await requireIndependent(tx, by, { region, roles: ENTERERS, isWithin: true, besides });
		const entry = await writeDown(tx, paper, { ...entering, attempt });
		if (!other) return { state: "first", mark: paper.mark };
		if (!isAlike(entry, other)) return { state: "differs", mark: paper.mark };
		await usePaper(tx, paper, entering);
		return { state: "agreed", mark: paper.mark };
	});
}

function requireInTime(round: Round, at: Date): void {
	if (takesBallots(round, "paper", at)) return;
	throw new Refusal("conflict", at < round.opensAt ? "papers.notOpenYet" : "papers.tooLate");
}

function requireCode(typed: string): string {
	const code = paperCode(typed);
	if (!code) throw new Refusal("invalid", "papers.noCode", { field: "code" });
	return code;
}

interface Paper {
	id: string;
	roundId: string;
	rollNumber: number;
	householdId: string;
	villageId: string;
	issuedBy: string;
	mark: string;
}

async function requirePaper(tx: Tx, roundId: string, code: string): Promise<Paper> {
	const codeHash = sha256(code);
	const [found] = await tx
		.select({
			id: paperBallots.id,
			rollNumber: paperBallots.rollNumber,
			voidedAt: paperBallots.voidedAt,
			usedAt: paperBallots.usedAt,
			issuedBy: paperBallots.issuedBy,
			householdId: voteRoll.householdId,
			villageId: voteRoll.villageId,
		})
		.from(paperBallots)
		.innerJoin(voteRoll, and(eq(voteRoll.roundId, paperBallots.roundId), eq(voteRoll.number, paperBallots.rollNumber)))
		.where(and(eq(paperBallots.codeHash, codeHash), eq(paperBallots.roundId, roundId)));
	if (!found) throw new Refusal("invalid", "papers.unknownCode", { field: "code" });
	if (found.voidedAt) throw new Refusal("conflict", "papers.voidCode", { field: "code" });
	if (found.usedAt) throw new Refusal("conflict", "papers.usedCode", { field: "code" });
	const { voidedAt: _void, usedAt: _used, ...paper } = found;
	return { ...paper, roundId, mark: paperMark(codeHash) };
}

/** A paper with too many or no marks is spoiled; a number that is not printed on it was misread. */
async function requireReadable(tx: Tx, paper: Paper, { round, reading }: { round: Round; reading: Reading }): Promise<void> {
	if (reading.isSpoiled) return;
	const limit = round.votesPerHousehold;
	if (reading.numbers.length === 0) throw new Refusal("invalid", "papers.nothingTicked", { field: "numbers" });
	if (reading.numbers.length > limit) throw new Refusal("invalid", "papers.tooManyTicks", { field: "numbers", params: { limit } });
	const candidates = await tx.select().from(voteCandidates).where(eq(voteCandidates.roundId, paper.roundId));
	const printed = new Set(candidates.filter((one) => isOnPaper(one, paper, round)).map(({ number }) => number));
	const strange = reading.numbers.find((number) => !printed.has(number));
	if (strange !== undefined) throw new Refusal("invalid", "papers.notPrinted", { field: "numbers", params: { number: strange } });
}

interface Entry {
	attempt: number;
	enteredBy: string;
	sealed: Buffer;
	spoiled: boolean;
}

/** The number of this reading: the second if somebody else's waits, otherwise the first; after a difference, the first of the next attempt. */
async function nextReading(tx: Tx, paper: Paper, by: Viewer): Promise<{ attempt: number; other: Entry | null }> {
	const { attempt, enteredBy, sealed, spoiled } = paperEntries;
	const entries = await tx
		.select({ attempt, enteredBy, sealed, spoiled })
		.from(paperEntries)
		.where(eq(paperEntries.paperBallotId, paper.id))
		.orderBy(desc(attempt));
	const last = entries[0];
	const open = entries.filter((entry) => entry.attempt === last?.attempt);
	if (open.length !== 1 || !last) return { attempt: (last?.attempt ?? 0) + 1, other: null };
	if (last.enteredBy === by.personId) throw new Refusal("conflict", "papers.yoursWaits", { field: "code", params: { mark: paper.mark } });
	return { attempt: last.attempt, other: last };
}

async function writeDown(tx: Tx, paper: Paper, { attempt, reading, by, at }: Entering & { attempt: number }): Promise<Entry> {
	const numbers = reading.isSpoiled ? [] : [...reading.numbers].sort((a, b) => a - b);
	const sealed = sealedChoice(paper.roundId, { rollNumber: paper.rollNumber, version: attempt, numbers }, "papers");
	const entry = { attempt, enteredBy: by.personId, sealed, spoiled: reading.isSpoiled };
	await tx.insert(paperEntries).values({ paperBallotId: paper.id, ...entry, votes: numbers.length, at });
	await record(tx, { at, actorId: by.personId, action: "paper.enter", subject: `paper:${paper.id}`, detail: { attempt } });
	return entry;
}

function isAlike(one: Entry, other: Entry): boolean {
	return one.spoiled === other.spoiled && one.sealed.equals(Buffer.from(other.sealed));
}

/** Uses the paper up. If the household has also voted otherwise, both ballots wait for two people to settle them. */
async function usePaper(tx: Tx, paper: Paper, { reading, by, at }: Entering): Promise<void> {
	const { id, roundId, rollNumber, householdId } = paper;
	await tx.update(paperBallots).set({ usedAt: at }).where(eq(paperBallots.id, id));
	const outcome = reading.isSpoiled ? "spoiled" : (await hasVotedOtherwise(tx, paper)) ? "conflict" : "cast";
	await record(tx, { at, actorId: by.personId, action: "paper.use", subject: `paper:${id}`, detail: { outcome } });
	if (reading.isSpoiled) return;
	if (outcome === "cast") await castBallot({ roundId, householdId, numbers: reading.numbers, channel: "paper", at }, tx);
	else await tx.insert(ballotConflicts).values({ roundId, rollNumber, paperBallotId: id, foundAt: at });
}

async function hasVotedOtherwise(tx: Tx, { roundId, rollNumber }: Paper): Promise<boolean> {
	const [last] = await tx
		.select({ votes: ballots.votes })
		.from(ballots)
		.where(and(eq(ballots.roundId, roundId), eq(ballots.rollNumber, rollNumber)))
		.orderBy(desc(ballots.version))
		.limit(1);
	return last !== undefined && last.votes > 0;
}
