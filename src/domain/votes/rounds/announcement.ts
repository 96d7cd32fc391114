import { and, asc, eq } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { ROUND_LIFE, voteCandidates, voteNominations, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { commitmentOf, lot, seedOf } from "#domain/draws/draws.ts";
import { Refusal } from "#domain/errors.ts";
import { takeStep } from "#domain/stages.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { changed } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import type { RoundLack } from "../types.ts";
import { standsBy } from "./candidates.ts";
import { rulesOf } from "./draft-round.ts";
import { turnOf } from "./draw-nominees.ts";
import { checkedSizes, rollSizes } from "./roll.ts";
import { ownRound, type Round, requireDraft } from "./round.ts";
import { endAsking } from "./tell.ts";

export interface Frozen {
	number: number;
	nominationId: string;
	householdId: string;
	villageId: string;
	submissionId: string;
	words: string;
}

export interface Announcement {
	candidates: Frozen[];
	roll: Record<string, number>;
	unchecked: string[];
	missing: RoundLack[];
	/** SHA-256 of the canonical JSON of rules, candidates, roll sizes and commitment. */
	rulesHash: string;
	seedCommitment: string;
}

/** What announcing this draft now would freeze, and what is still missing. The page shows it and the command writes it. */
export async function announcementOf(round: Round, at: Date, reader: Reader = db): Promise<Announcement> {
	const candidates = await willing(round, reader);
	const roll = await rollSizes(round.id, reader);
	const checked = await checkedSizes(round.id, reader);
	const unchecked = Object.keys(roll).filter((villageId) => !(villageId in checked));
	const isDrawn = and(eq(voteNominations.roundId, round.id), eq(voteNominations.how, "drawn"));
	const isOvertaken = (await reader.$count(voteNominations, isDrawn)) > 0 && (await turnOf(round, reader)).isTaken;
	const missing = lacksOf(round, { candidates, roll, unchecked, isOvertaken }, at);
	const seedCommitment = commitmentOf(seedOf(round.id));
	return { candidates, roll, unchecked, missing, seedCommitment, rulesHash: hashOf(round, { candidates, roll, seedCommitment }) };
}

/** The text behind an announced round's hash, made from stored data. It is public and contains nothing personal. */
export async function announcedText(round: Round, reader: Reader = db): Promise<string> {
	const candidates = await reader
		.select()
		.from(voteCandidates)
		.where(eq(voteCandidates.roundId, round.id))
		.orderBy(asc(voteCandidates.number));
	return textOf(round, { candidates, roll: await checkedSizes(round.id, reader), seedCommitment: round.seedCommitment ?? "" });
}

type Told = Pick<Announcement, "roll" | "seedCommitment"> & { candidates: Omit<Frozen, "nominationId">[] };

function hashOf(round: Round, told: Told): string {
	return sha256(textOf(round, told));
}

function textOf(round: Round, { candidates, roll, seedCommitment }: Told): string {
	const { id, regionId, correctsId } = round;
	// Contains only the story's hash: a household that leaves takes its words along, and the text can still be shown.
	const listed = candidates.map(({ number, submissionId, villageId, words }) => ({
		number,
		submissionId,
		villageId,
		story: sha256(words),
	}));
	return canonicalJson({ roundId: id, regionId, correctsId, rules: rulesOf(round), candidates: listed, roll, seedCommitment });
}

/** The nominees who said yes and are public, numbered by a draw with the round's seed. */
async function willing({ id }: Round, reader: Reader): Promise<Frozen[]> {
	const rows = await reader
		.select({
			nominationId: voteNominations.id,
			householdId: voteNominations.householdId,
			villageId: submissions.villageId,
			submissionId: voteNominations.submissionId,
			words: voteNominations.words,
		})
		.from(voteNominations)
		.innerJoin(submissions, eq(submissions.id, voteNominations.submissionId))
		.where(and(eq(voteNominations.roundId, id), standsBy(voteNominations.id), isPublic));
	const bySubmission = new Map(rows.map((row) => [row.submissionId, row]));
	const order = lot(seedOf(id), "numbers", [...bySubmission.keys()]);
	return order.map((submissionId, place) => ({ number: place + 1, ...(bySubmission.get(submissionId) as (typeof rows)[number]) }));
}

const MOST_CANDIDATES = 255;

function lacksOf(
	round: Round,
	{ candidates, roll, unchecked, isOvertaken }: Pick<Announcement, "candidates" | "roll" | "unchecked"> & { isOvertaken: boolean },
	at: Date,
): RoundLack[] {
	const villages = new Set(candidates.map(({ villageId }) => villageId));
	const lacks: [RoundLack, boolean][] = [
		["draw", isOvertaken],
		["opening", at >= round.opensAt],
		["candidates", candidates.length < 2 || candidates.length > MOST_CANDIDATES],
		["tooManyVotes", candidates.length >= 2 && candidates.length < round.votesPerHousehold],
		["oneVillage", candidates.length >= 2 && round.ownVillage === "excluded" && villages.size < 2],
		["roll", Object.keys(roll).length === 0],
		["unchecked", unchecked.length > 0],
	];
	return lacks.filter(([, isMissing]) => isMissing).map(([lack]) => lack);
}

interface Announcing {
	by: Viewer;
	roundId: string;
	/** The hash that the admin saw; if it has changed, the page is shown again. */
	rulesHash: string;
	at: Date;
}

/** Publishes rules, candidates (numbered by a draw) and the commitment of the seed; they do not change afterwards. The same announcement twice counts once. */
export async function announceRound({ by, roundId, rulesHash, at }: Announcing): Promise<void> {
	await write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		if (round.stage === "announced" && round.rulesHash === rulesHash) return;
		requireDraft(round);
		const announcement = await announcementOf(round, at, tx);
		requireComplete(announcement);
		if (announcement.rulesHash !== rulesHash) throw new Refusal("conflict", "rounds.movedMeanwhile");
		await freeze(tx, roundId, announcement);
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "announced", actorId: by.personId, at });
		await endAsking(tx, roundId);
		const { candidates, roll, seedCommitment } = announcement;
		const detail = { rulesHash, seedCommitment, candidates: candidates.length, roll };
		await record(tx, { at, actorId: by.personId, action: "round.announce", subject: `round:${roundId}`, detail });
	});
	changed(["votes", `round:${roundId}`]);
}

function requireComplete({ missing, unchecked }: Announcement): void {
	const [first] = missing;
	if (first) throw new Refusal("conflict", `rounds.lacks.${first}`, { params: { villages: unchecked.length } });
}

async function freeze(tx: Tx, roundId: string, { candidates, rulesHash, seedCommitment }: Announcement): Promise<void> {
	await tx.insert(voteCandidates).values(candidates.map((candidate) => ({ roundId, ...candidate })));
	await tx.update(voteRounds).set({ rulesHash, seedCommitment }).where(eq(voteRounds.id, roundId));
}
