import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Ticket } from "#domain/draws/urn.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { within } from "#domain/regions/scope.ts";
import { isPublic } from "#domain/submissions/published.ts";
import { wordsWithin } from "#domain/text.ts";
import { mayNominate, type OnRound, onRound, type Round, requireDraft, seenRound } from "./round.ts";

/** A household stands once in a round. */
export async function nominate({ submissionId, words, ...acting }: OnRound & { submissionId: string; words: string }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, seenRound, async (tx, round, note) => {
		requireNominating(by, round);
		const story = storyOf(words);
		const householdId = await requireShown(tx, round, submissionId);
		await requireImpartial(tx, by, householdId);
		const ofHousehold = and(eq(voteNominations.roundId, roundId), eq(voteNominations.householdId, householdId));
		const [known] = await tx.select().from(voteNominations).where(ofHousehold);
		if (known?.submissionId === submissionId) return;
		if (known) throw new Refusal("conflict", "rounds.nominatedAlready");
		const nominationId = await ask(tx, round, { householdId, submissionId, how: "nominated", words: story, by, at });
		await note("nomination.make", { nominationId, submissionId });
	});
}

export function requireNominating(viewer: Viewer, round: Round): void {
	if (!mayNominate(viewer, round)) throw new Refusal("forbidden", "rounds.notYours");
	requireDraft(round);
}

type Asking = Ticket & Pick<OnRound, "by" | "at"> & { how: "drawn" | "nominated"; words?: string };

export async function ask(tx: Tx, { id: roundId, name, regionName }: Round, { by, at, ...asking }: Asking): Promise<string> {
	const id = newId();
	await tx.insert(voteNominations).values({ id, roundId, ...asking, nominatedBy: by.personId, nominatedAt: at });
	const { householdId } = asking;
	await notify(tx, {
		kind: "nominated",
		params: { round: name, region: regionName },
		subject: `round:${roundId}`,
		to: { householdId },
		at,
	});
	return id;
}

const STORY_MOST = 300;

export function storyOf(words: string): string {
	const story = wordsWithin(words, { least: 0, most: STORY_MOST });
	if (story === undefined) throw new Refusal("invalid", "rounds.wrong.long", { field: "words", params: { most: STORY_MOST } });
	return story;
}

async function requireShown(tx: Tx, { regionPath }: Round, submissionId: string): Promise<string> {
	const [pair] = await tx
		.select({ householdId: submissions.householdId })
		.from(submissions)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.innerJoin(households, and(eq(households.id, submissions.householdId), isNull(households.closedAt)))
		.where(and(eq(submissions.id, submissionId), isPublic, within(regionPath)));
	if (!pair) throw new Refusal("invalid", "rounds.notShown", { field: "submissionId" });
	return pair.householdId;
}
