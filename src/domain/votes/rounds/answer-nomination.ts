import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { consents, submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { withMerged } from "#domain/households/merged.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { isPublic } from "#domain/submissions/published.ts";
import type { Member } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import { storyOf } from "./nominate.ts";
import { questionOf } from "./nominations.ts";
import { requireDraft, roundFor } from "./round.ts";

type Answer = Word & {
	nominationId: string;
	answer: "accepted" | "declined";
	words: string;
	at: Date;
};

/** A yes is the household's consent to stand in this vote, with these words; an officer may have heard it. */
export async function answerNomination({ nominationId, answer, words, at, ...word }: Answer): Promise<void> {
	await write(async (tx) => {
		const nomination = await nominationFor(tx, nominationId);
		const { roundId, householdId } = nomination;
		const round = await roundFor(roundId, tx);
		const spoken = await requireWord(tx, word, questionOf(nomination, round));
		if (nomination.answer === answer) return;
		if (nomination.answer) throw new Refusal("conflict", `rounds.answered.${nomination.answer}`);
		requireDraft(round);
		const isClosed = and(eq(households.id, householdId), isNotNull(households.closedAt));
		if ((await tx.$count(households, isClosed)) > 0) throw new Refusal("conflict", "households.alreadyClosed");
		const consentId = answer === "accepted" ? await consent(tx, nomination, word.by.personId, at) : null;
		const said = { answer, ...spoken, answeredAt: at, consentId, ...(consentId && { words: storyOf(words) }) };
		await untellNominee(tx, nomination);
		await tx.update(voteNominations).set(said).where(eq(voteNominations.id, nominationId));
		const about = { subject: `round:${roundId}`, at } as const;
		if (said.saidBy) await notify(tx, { kind: "answered_for", params: { round: round.name, answer }, to: { householdId }, ...about });
		const action = said.saidBy ? "nomination.answer_for" : "nomination.answer";
		await record(tx, { actorId: said.answeredBy, action, detail: { nominationId, answer }, ...about });
	});
}

/** A yes is taken back for good, and a candidate's votes are void. Until the announcement an answer that was written down is undone and may be given again. */
export async function takeBackYes({ nominationId, by, at }: { nominationId: string; by: Member; at: Date }): Promise<void> {
	const { roundId, code } = await write(async (tx) => {
		const nomination = await nominationFor(tx, nominationId, by);
		const isUndone = nomination.saidBy !== null && (await roundFor(nomination.roundId, tx)).stage === "draft";
		if (!nomination.consentId && !isUndone) throw new Refusal("conflict", "rounds.noYes");
		const standing = and(eq(consents.id, nomination.consentId ?? ""), isNull(consents.withdrawnAt));
		const { rowsAffected } = await tx.update(consents).set({ withdrawnAt: at, withdrawnBy: by.personId }).where(standing);
		if (isUndone) await tx.update(voteNominations).set(UNANSWERED).where(eq(voteNominations.id, nominationId));
		const on = { subject: `round:${nomination.roundId}`, at } as const;
		await untellNominee(tx, nomination);
		const deed = { actorId: by.personId, action: "nomination.take_back", detail: { nominationId } } as const;
		if (rowsAffected > 0 || isUndone) await record(tx, { ...deed, ...on });
		const [own] = await tx.select().from(households).where(eq(households.id, by.householdId));
		return { roundId: nomination.roundId, code: own?.publicCode };
	});
	// The courtyard's page too, because its medal goes with the yes.
	changed(["votes", `round:${roundId}`, `courtyard:${code}`]);
}

const UNANSWERED = { answer: null, answeredBy: null, answeredAt: null, consentId: null, saidBy: null, saidByUnlisted: false };

type Nomination = typeof voteNominations.$inferSelect;

async function untellNominee(tx: Tx, { roundId, householdId }: Nomination): Promise<void> {
	for (const kind of ["nominated", "answered_for"] as const)
		await retractNotice(tx, { kind, subject: `round:${roundId}`, to: { householdId } });
}

async function nominationFor(tx: Tx, nominationId: string, by?: Member): Promise<Nomination> {
	const isOwn = by && sql`${voteNominations.householdId} in ${withMerged(by.householdId)}`;
	const [found] = await tx
		.select()
		.from(voteNominations)
		.where(and(eq(voteNominations.id, nominationId), isOwn));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** The consent belongs to this pair in this round, so taking it back does not affect other rounds. */
async function consent(tx: Tx, { submissionId, householdId, roundId }: Nomination, personId: string, at: Date): Promise<string> {
	const [shown] = await tx
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.id, submissionId), isPublic));
	if (!shown) throw new Refusal("conflict", "rounds.noLongerShown");
	const id = newId();
	const given = { givenBy: personId, givenAt: at };
	await tx.insert(consents).values({ id, householdId, submissionId, channel: "vote", occasion: roundId, ...given });
	return id;
}
