import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { ROUND_LIFE, voteCandidates, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { type Announcement, announcementOf } from "./announcement.ts";
import { requireDraft, requireRunsRound, roundFor } from "./round.ts";
import { endAsking } from "./tell.ts";

interface Announcing {
	viewer: Viewer;
	roundId: string;
	/** The hash that the admin saw; if it has changed, the page is shown again. */
	rulesHash: string;
	at: Date;
}

/** Publishes rules, candidates (numbered by a draw) and the commitment of the seed; they do not change afterwards. The same announcement twice counts once. */
export async function announceRound({ viewer, roundId, rulesHash, at }: Announcing): Promise<void> {
	await write(async (tx) => {
		const round = await roundFor(roundId, tx);
		requireRunsRound(viewer, round);
		if (round.stage === "announced" && round.rulesHash === rulesHash) return;
		requireDraft(round);
		const announcement = await announcementOf(round, at, tx);
		requireComplete(announcement);
		if (announcement.rulesHash !== rulesHash) throw new Refusal("conflict", "rounds.movedMeanwhile");
		await freeze(tx, roundId, announcement);
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "announced", actorId: viewer.personId, at });
		await endAsking(tx, roundId);
		const { candidates, roll, seedCommitment } = announcement;
		const detail = { rulesHash, seedCommitment, candidates: candidates.length, roll };
		await record(tx, { at, actorId: viewer.personId, action: "round.announce", subject: `round:${roundId}`, detail });
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
