import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/households/recusal.ts";
import { within } from "#domain/regions/scope.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { wordsWithin } from "#domain/text.ts";
import { STORY_LENGTH } from "./draft-rules.ts";
import { mayNominate, type Round, requireDraft, seenRound } from "./round.ts";
import { tellNominee } from "./tell.ts";

interface Nomination {
	by: Viewer;
	roundId: string;
	submissionId: string;
	words: string;
	at: Date;
}

/** Proposes a published pair of the round's region; its household answers. A household stands once in a round. */
export async function nominate({ by, roundId, submissionId, words, at }: Nomination): Promise<void> {
	await write(async (tx) => {
		const round = await requireNominating(tx, by, roundId);
		const story = storyOf(words);
		const householdId = await requireShown(tx, round, submissionId);
		await requireImpartial(tx, by, householdId);
		const known = await nominationOf(tx, roundId, householdId);
		if (known?.submissionId === submissionId) return;
		if (known) throw new Refusal("conflict", "rounds.nominatedAlready");
		const id = newId();
		const proposed = { submissionId, how: "nominated", words: story, nominatedBy: by.personId, nominatedAt: at } as const;
		await tx.insert(voteNominations).values({ id, roundId, householdId, ...proposed });
		const detail = { nominationId: id, submissionId };
		await record(tx, { at, actorId: by.personId, action: "nomination.make", subject: `round:${roundId}`, detail });
		await tellNominee(tx, round, { householdId, at });
	});
}

export async function requireNominating(tx: Tx, viewer: Viewer, roundId: string): Promise<Round> {
	const round = await seenRound(roundId, viewer, tx);
	if (!mayNominate(viewer, round)) throw new Refusal("forbidden", "rounds.notYours");
	requireDraft(round);
	return round;
}

export function storyOf(words: string): string {
	const story = wordsWithin(words, { least: 0, most: STORY_LENGTH });
	if (story === undefined) throw new Refusal("invalid", "rounds.wrong.story", { field: "words" });
	return story;
}

async function requireShown(tx: Tx, { regionPath }: Round, submissionId: string): Promise<string> {
	const [pair] = await tx
		.select({ householdId: submissions.householdId })
		.from(submissions)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(and(eq(submissions.id, submissionId), isPublic, within(regionPath)));
	if (!pair) throw new Refusal("invalid", "rounds.notShown", { field: "submissionId" });
	return pair.householdId;
}

async function nominationOf(tx: Tx, roundId: string, householdId: string) {
	const [known] = await tx
		.select({ submissionId: voteNominations.submissionId })
		.from(voteNominations)
		.where(and(eq(voteNominations.roundId, roundId), eq(voteNominations.householdId, householdId)));
	return known;
}
