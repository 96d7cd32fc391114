import { and, asc, eq, exists, gt, inArray } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ballotConflicts, paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteCandidates, voteRounds } from "#db/schema/votes/rounds.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { isCloseTo } from "#domain/recusal.ts";
import { ADMIN_ROLES, hasPartIn, partlyInOfficeOf } from "#domain/regions/scope.ts";
import { sha256 } from "#platform/hash.ts";
import { castBallot } from "../ballots/cast-ballot.ts";
import { subjectOf } from "../ballots/lines.ts";
import { sealedChoice } from "../ballots/seal.ts";
import { votersIn } from "../ballots/station.ts";
import { type Round, roundFor } from "../rounds/round.ts";
import { barFor, inOrder, takesBallots } from "../rules.ts";
import { paperCode, type Reading } from "./paper-rules.ts";
import { type Paper, papersWhere } from "./papers.ts";

export const ENTERERS: Role[] = [...ADMIN_ROLES, "auditor", "moderator", "publicist", "inspector"];

export async function enteredRound(roundId: string, by: Viewer): Promise<Round> {
	const round = await roundFor(roundId);
	if (!hasPartIn(by, round.regionPath, ...ENTERERS)) throw new Refusal("not_found", "common.notFound");
	return round;
}

/** The rounds in which the viewer may enter papers now; most who enter them see nothing else of a round. */
export async function roundsToEnter(viewer: Viewer, at: Date): Promise<{ roundId: string; name: string }[]> {
	const issued = db.select({ roundId: paperBallots.roundId }).from(paperBallots).where(eq(paperBallots.roundId, voteRounds.id));
	const mayTake = and(inArray(voteRounds.stage, ["announced", "closed"]), gt(voteRounds.paperUntil, at), exists(issued));
	const { id: roundId, name, stage, opensAt, closesAt, paperUntil, objectionDays } = voteRounds;
	const rounds = await db
		.select({ roundId, name, stage, opensAt, closesAt, paperUntil, objectionDays })
		.from(voteRounds)
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.where(and(mayTake, partlyInOfficeOf(viewer, ENTERERS)))
		.orderBy(asc(paperUntil), asc(roundId));
	return rounds.filter((round) => takesBallots({ ...round, countedAt: null }, "paper", at));
}

interface Entering {
	roundId: string;
	code: string;
	/** The ticked candidates; none and `isSpoiled` if the paper cannot be counted. */
	reading: Reading;
	by: Viewer;
	at: Date;
}

/** Whoever enters sees neither the household nor the other reading. If both agree, the ballot goes into the box; if not, two people read it again. */
export async function enterPaper(entering: Entering): Promise<"first" | "agreed" | "differs"> {
	const { roundId, code, by, at } = entering;
	const round = await enteredRound(roundId, by);
	requireInTime(round, at);
	return write(async (tx) => {
		const paper = await requirePaper(tx, roundId, code);
		const [last, second] = paper.readings;
		const other = second ? undefined : last;
		await requireReader(tx, by, { paper, other, round });
		await requireReadable(tx, paper, { round, reading: entering.reading });
		const reading = await writeDown(tx, paper, { ...entering, attempt: other?.attempt ?? (last?.attempt ?? 0) + 1 });
		if (!other) return "first";
		const isAlike = reading.spoiled === other.spoiled && reading.sealed.equals(Buffer.from(other.sealed));
		if (isAlike) await usePaper(tx, paper, { ...entering, round });
		return isAlike ? "agreed" : "differs";
	});
}

function requireInTime(round: Round, at: Date): void {
	if (takesBallots(round, "paper", at)) return;
	throw new Refusal("conflict", at < round.opensAt ? "papers.notOpenYet" : "papers.tooLate");
}

async function requirePaper(tx: Tx, roundId: string, typed: string): Promise<Paper> {
	const codeHash = sha256(paperCode(typed) ?? "");
	const [paper] = await papersWhere(tx, and(eq(paperBallots.codeHash, codeHash), eq(paperBallots.roundId, roundId)));
	if (!paper) throw new Refusal("invalid", "papers.unknownCode", { field: "code" });
	if (paper.voidedAt) throw new Refusal("conflict", "papers.voidCode", { field: "code" });
	if (paper.usedAt) throw new Refusal("conflict", "papers.usedCode", { field: "code" });
	return paper;
}

interface Before {
	paper: Paper;
	/** The first reading, if this is the second. */
	other: Paper["readings"][number] | undefined;
	round: Round;
}

async function requireReader(tx: Tx, by: Viewer, { paper, other, round }: Before): Promise<void> {
	// Whoever printed a paper knows whose code it is; by entering a guess they would learn the other's reading.
	if (paper.issuedBy === by.personId) throw new Refusal("forbidden", "papers.printedByYou", { field: "code" });
	if (await isCloseTo(tx, by.personId, paper.householdId)) throw new Refusal("forbidden", "papers.notYourOwn");
	if (other?.enteredBy === by.personId) throw new Refusal("conflict", "papers.yoursWaits", { field: "code", params: { mark: paper.mark } });
	const region = { id: round.regionId, path: round.regionPath };
	const besides = other ? [paper.issuedBy, other.enteredBy] : [paper.issuedBy];
	await requireIndependent(tx, by, { region, roles: ENTERERS, isWithin: true, besides });
}

/** A paper with too many or no marks is spoiled; a number that is not printed on it was misread. */
async function requireReadable(tx: Tx, paper: Paper, { round, reading }: { round: Round; reading: Reading }): Promise<void> {
	if (reading.isSpoiled) return;
	const limit = round.votesPerHousehold;
	if (reading.numbers.length === 0) throw new Refusal("invalid", "papers.nothingTicked", { field: "numbers" });
	if (reading.numbers.length > limit) throw new Refusal("invalid", "papers.tooManyTicks", { field: "numbers", params: { limit } });
	const candidates = await tx.select().from(voteCandidates).where(eq(voteCandidates.roundId, round.id));
	const printed = new Set(candidates.filter((one) => !barFor(one, paper, round)).map(({ number }) => number));
	const strange = reading.numbers.find((number) => !printed.has(number));
	if (strange !== undefined) throw new Refusal("invalid", "papers.notPrinted", { field: "numbers", params: { number: strange } });
}

async function writeDown(tx: Tx, { id, roundId, rollNumber }: Paper, { attempt, reading, by, at }: Entering & { attempt: number }) {
	const numbers = reading.isSpoiled ? [] : inOrder(reading.numbers);
	const sealed = sealedChoice(roundId, { rollNumber, version: attempt, numbers }, "papers");
	const entry = { attempt, enteredBy: by.personId, sealed, spoiled: reading.isSpoiled };
	await tx.insert(paperEntries).values({ paperBallotId: id, ...entry, votes: numbers.length, at });
	await record(tx, { at, actorId: by.personId, action: "paper.enter", subject: `paper:${id}`, detail: { attempt } });
	return entry;
}

/** If the household has also voted otherwise, both ballots wait for two people to settle them. */
async function usePaper(tx: Tx, paper: Paper, { reading, by, at, round }: Entering & { round: Round }): Promise<void> {
	const { id, roundId, rollNumber, householdId } = paper;
	const last = (await votersIn(tx, roundId, [householdId])).get(householdId)?.last;
	const outcome = reading.isSpoiled ? "spoiled" : last && !last.isWithdrawn ? "conflict" : "cast";
	await tx.update(paperBallots).set({ usedAt: at }).where(eq(paperBallots.id, id));
	await record(tx, { at, actorId: by.personId, action: "paper.use", subject: `paper:${id}`, detail: { outcome } });
	const params = { round: round.name, outcome } as const;
	await notify(tx, { kind: "paper_read", params, subject: `ballot:${subjectOf(paper)}`, to: { householdId }, at });
	if (reading.isSpoiled) return;
	if (outcome === "cast") await castBallot({ roundId, householdId, numbers: reading.numbers, channel: "paper", at }, tx);
	else await tx.insert(ballotConflicts).values({ roundId, rollNumber, paperBallotId: id, foundAt: at });
}
