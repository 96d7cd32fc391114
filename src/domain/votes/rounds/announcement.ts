import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { submissions } from "#db/schema/submissions.ts";
import { ROUND_LIFE, voteCandidates, voteNominations, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { commitmentOf, lot, seedOf } from "#domain/draws/draws.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { takeStep } from "#domain/stages.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { canonicalJson } from "#platform/canonical.ts";
import { changed } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import { phaseOf } from "../rules.ts";
import { standsBy } from "./candidates.ts";
import { rulesOf } from "./draft-round.ts";
import { turnOf } from "./draw-nominees.ts";
import { partsOf } from "./roll.ts";
import { type OnRound, onRound, ownRound, type Round, requireDraft, roundFor, runsRound } from "./round.ts";

type Frozen = Omit<typeof voteCandidates.$inferSelect, "roundId">;
export type Announcement = Awaited<ReturnType<typeof announcementOf>>;

/** What announcing this draft now would freeze, and what is still missing. The page shows it and the command writes it. */
export async function announcementOf(round: Round, at: Date, reader: Reader = db) {
	const candidates = await willing(round, reader);
	const parts = (await partsOf(round.id, reader)).filter(({ households }) => households > 0);
	const roll = Object.fromEntries(parts.map(({ villageId, households }) => [villageId, households]));
	const unchecked = parts.filter(({ check }) => !check).length;
	const seedCommitment = commitmentOf(seedOf(round.id));
	const rulesHash = sha256(textOf(round, { candidates, roll, seedCommitment }));
	const isFew = candidates.length < 2;
	const lacks = {
		draw: await isDrawOvertaken(round, reader),
		opening: at >= round.opensAt,
		candidates: isFew || candidates.length > MOST_CANDIDATES,
		tooManyVotes: !isFew && candidates.length < round.votesPerHousehold,
		oneVillage: !isFew && round.ownVillage === "excluded" && new Set(candidates.map(({ villageId }) => villageId)).size < 2,
		roll: parts.length === 0,
		movedAway: await hasMovedAway(round, reader),
		unchecked: unchecked > 0,
	};
	const missing = (Object.keys(lacks) as (keyof typeof lacks)[]).filter((lack) => lacks[lack]);
	return { candidates, roll, unchecked, missing, seedCommitment, rulesHash };
}

const WAITING = ["draft", "closed", "counted"] as const;

/** The rounds that a person drafted and that wait for whoever runs them: to be announced (`lacks`: how much is missing), counted or made final. */
export async function roundsWaiting(viewer: Viewer, at: Date) {
	const own = and(eq(voteRounds.createdBy, viewer.personId), inArray(voteRounds.stage, WAITING));
	const ids = await db.select({ id: voteRounds.id }).from(voteRounds).where(own);
	const rounds = (await Promise.all(ids.map(({ id }) => roundFor(id)))).filter((round) => runsRound(viewer, round));
	const waiting = rounds.map(async (round) => {
		const phase = WAITING.find((one) => one === phaseOf(round, at));
		const lacks = phase === "draft" ? (await announcementOf(round, at)).missing.length : 0;
		return phase ? [{ roundId: round.id, name: round.name, phase, lacks }] : [];
	});
	return (await Promise.all(waiting)).flat();
}

/** Whether a household of the drawn-up roll was closed since, merged, or moved to another village. */
async function hasMovedAway({ id }: Round, reader: Reader): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from roll_astray where round_id = ${id} limit 1`);
	return rows.length > 0;
}

const MOST_CANDIDATES = 255;

/** Nominees put forward by staff do not depend on the round's number. */
async function isDrawOvertaken(round: Round, reader: Reader): Promise<boolean> {
	const isDrawn = and(eq(voteNominations.roundId, round.id), eq(voteNominations.how, "drawn"));
	return (await reader.$count(voteNominations, isDrawn)) > 0 && (await turnOf(round, reader)).isTaken;
}

/** The text behind an announced round's hash, with nothing personal. Later changes of the roll do not show in what villages confirmed. */
export async function announcedText(round: Round, reader: Reader = db): Promise<string> {
	const ofRound = eq(voteCandidates.roundId, round.id);
	const candidates = await reader.select().from(voteCandidates).where(ofRound).orderBy(asc(voteCandidates.number));
	const parts = await partsOf(round.id, reader);
	const roll = Object.fromEntries(parts.flatMap(({ villageId, check }) => (check ? [[villageId, check.households]] : [])));
	return textOf(round, { candidates, roll, seedCommitment: round.seedCommitment ?? "" });
}

interface Told {
	candidates: Omit<Frozen, "nominationId">[];
	roll: Record<string, number>;
	seedCommitment: string;
}

function textOf(round: Round, { candidates, roll, seedCommitment }: Told): string {
	const { id, regionId, correctsId } = round;
	// The text has only the story's hash: a household that leaves takes its words along, and the text can still be shown.
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
	const { householdId, submissionId, words } = voteNominations;
	const rows = await reader
		.select({ nominationId: voteNominations.id, householdId, villageId: submissions.villageId, submissionId, words })
		.from(voteNominations)
		.innerJoin(submissions, eq(submissions.id, voteNominations.submissionId))
		.where(and(eq(voteNominations.roundId, id), standsBy(voteNominations.id), isPublic));
	const ids = rows.map((row) => row.submissionId);
	const order = lot(seedOf(id), "numbers", ids);
	return order.flatMap((drawn, place) => rows.filter((row) => row.submissionId === drawn).map((row) => ({ number: place + 1, ...row })));
}

/** `rulesHash` is what the admin saw; if it has changed, the page is shown again. The same announcement twice counts once. */
export async function announceRound({ rulesHash, ...acting }: OnRound & { rulesHash: string }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, ownRound, async (tx, round, note) => {
		if (round.stage === "announced" && round.rulesHash === rulesHash) return;
		requireDraft(round);
		const announcement = await announcementOf(round, at, tx);
		const { candidates, roll, seedCommitment, missing, unchecked } = announcement;
		const [lack] = missing;
		if (lack) throw new Refusal("conflict", `rounds.lacks.${lack}`, { params: { villages: unchecked, willing: candidates.length } });
		if (announcement.rulesHash !== rulesHash) throw new Refusal("conflict", "rounds.movedMeanwhile");
		await freeze(tx, roundId, announcement);
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "announced", actorId: by.personId, at });
		await retractNotices(tx, `round:${roundId}`, "nominated", "roll_waits");
		await note("round.announce", { rulesHash, seedCommitment, candidates: candidates.length, roll });
	});
	changed(["votes", `round:${roundId}`]);
}

async function freeze(tx: Tx, roundId: string, { candidates, rulesHash, seedCommitment }: Announcement): Promise<void> {
	await tx.insert(voteCandidates).values(candidates.map((candidate) => ({ roundId, ...candidate })));
	await tx.update(voteRounds).set({ rulesHash, seedCommitment }).where(eq(voteRounds.id, roundId));
}
