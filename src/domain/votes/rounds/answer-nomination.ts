import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { consents, submissions } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { isPublic } from "#domain/submissions/published.ts";
import type { Member } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import { storyOf } from "./nominate.ts";
import { requireDraft, roundFor } from "./round.ts";
import { untellNominee } from "./tell.ts";

interface Answer {
	nominationId: string;
	answer: "accepted" | "declined";
	words: string;
	by: Member;
	at: Date;
}

/** The household says yes (its consent to stand in this vote, with these words) or no. */
export async function answerNomination({ nominationId, answer, words, by, at }: Answer): Promise<void> {
	await write(async (tx) => {
		const nomination = await requireOwn(tx, nominationId, by);
		if (nomination.answer === answer) return;
		if (nomination.answer) throw new Refusal("conflict", `rounds.answered.${nomination.answer}`);
		requireDraft(await roundFor(nomination.roundId, tx));
		const consentId = answer === "accepted" ? await consent(tx, nomination, { by, at }) : null;
		const said = { answer, answeredBy: by.personId, answeredAt: at, consentId, ...(consentId && { words: storyOf(words) }) };
		await untellNominee(tx, nomination.roundId, nomination.householdId);
		await tx.update(voteNominations).set(said).where(eq(voteNominations.id, nominationId));
		const detail = { nominationId, answer };
		await record(tx, { at, actorId: by.personId, action: "nomination.answer", subject: `round:${nomination.roundId}`, detail });
	});
}

/** Takes a yes back, at any time and for good. A nominee is not announced; a candidate is shown as gone, without words or picture, and its votes are void. */
export async function takeBackYes({ nominationId, by, at }: Omit<Answer, "answer" | "words">): Promise<void> {
	const { roundId, code } = await write(async (tx) => {
		const nomination = await requireOwn(tx, nominationId, by);
		if (!nomination.consentId) throw new Refusal("conflict", "rounds.noYes");
		const standing = and(eq(consents.id, nomination.consentId), isNull(consents.withdrawnAt));
		const { rowsAffected } = await tx.update(consents).set({ withdrawnAt: at, withdrawnBy: by.personId }).where(standing);
		const detail = { nominationId };
		const on = { subject: `round:${nomination.roundId}`, detail } as const;
		if (rowsAffected > 0) await record(tx, { at, actorId: by.personId, action: "nomination.take_back", ...on });
		return { roundId: nomination.roundId, code: await publicCodeOf(tx, by) };
	});
	// The courtyard's page too, because its medal goes with the yes.
	changed(["votes", `round:${roundId}`, `courtyard:${code}`]);
}

async function publicCodeOf(tx: Tx, { householdId }: Member): Promise<string> {
	const [own] = await tx.select({ code: households.publicCode }).from(households).where(eq(households.id, householdId));
	return own?.code ?? "";
}

type Nomination = typeof voteNominations.$inferSelect;

async function requireOwn(tx: Tx, nominationId: string, { householdId }: Member): Promise<Nomination> {
	const mine = and(eq(voteNominations.id, nominationId), eq(voteNominations.householdId, householdId));
	const [found] = await tx.select().from(voteNominations).where(mine);
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** The consent belongs to this pair in this round, so taking it back does not affect other rounds. */
async function consent(tx: Tx, { submissionId, householdId, roundId }: Nomination, { by, at }: Pick<Answer, "by" | "at">): Promise<string> {
	const [shown] = await tx
		.select({ id: submissions.id })
		.from(submissions)
		.where(and(eq(submissions.id, submissionId), isPublic));
	if (!shown) throw new Refusal("conflict", "rounds.noLongerShown");
	const id = newId();
	const given = { givenBy: by.personId, givenAt: at };
	await tx.insert(consents).values({ id, householdId, submissionId, channel: "vote", occasion: roundId, ...given });
	return id;
}
