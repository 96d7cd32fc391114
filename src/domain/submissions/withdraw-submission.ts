import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { consents, SUBMISSION_LIFE, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { type Erased, erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { withdrawPhotos } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { pagesShowing } from "./pages.ts";
import { photosOf, requireOwn, type Submission } from "./submissions.ts";
import { disownedUntil, keepTakeBack } from "./take-backs.ts";
import type { Member } from "./types.ts";

export interface Withdrawal {
	submissionId: string;
	by: Member;
	/** The officer who does it for the household, which hears of it. */
	helper?: Viewer;
	/** Who of the household told the officer so. */
	said?: { saidBy: string; saidByUnlisted: boolean };
	at: Date;
}

/** What else happens to a pair that leaves, in the same transaction. */
export type Along = (tx: Tx, submission: Submission) => Promise<void>;

/** Possible at any stage, but not by a helper while the pair stands in a vote. An unsent draft is deleted; a published pair leaves every page; the points it earned stay. */
export async function withdrawSubmission(withdrawal: Withdrawal, along?: Along): Promise<{ wasSent: boolean; wasShown: boolean }> {
	const { erased, shownOn, wasSent, wasShown } = await write(async (tx) => {
		const submission = await requireOwn(tx, withdrawal.submissionId, withdrawal.by);
		const wasSent = submission.version > 0;
		const wasShown = submission.stage === "published";
		if (submission.stage === "withdrawn") return { erased: null, shownOn: [], wasSent, wasShown };
		if (withdrawal.helper) await requireNoVote(tx, withdrawal);
		await takeBackConsent(tx, withdrawal);
		const erased = await endSubmission(tx, submission, {
			actorId: withdrawal.by.personId,
			at: withdrawal.at,
			action: "submission.withdraw",
		});
		if (wasShown && withdrawal.helper) await keepTakeBack(tx, { ...withdrawal, helperId: withdrawal.helper.personId });
		if (wasSent) await tellOf(tx, submission, withdrawal);
		await along?.(tx, submission);
		const shownOn = wasShown ? await pagesShowing(tx, submission) : [];
		return { erased, shownOn, wasSent, wasShown };
	});
	changed(shownOn);
	if (erased) await removeErased(erased);
	return { wasSent, wasShown };
}

async function requireNoVote(tx: Tx, { submissionId }: Withdrawal): Promise<void> {
	const inVote = and(eq(consents.submissionId, submissionId), eq(consents.channel, "vote"), isNull(consents.withdrawnAt));
	const [standing] = await tx.select({ channel: consents.channel }).from(consents).where(inVote).limit(1);
	if (standing) throw new Refusal("conflict", "assist.standsInVote");
}

async function tellOf(tx: Tx, { id, householdId, stage }: Submission, { helper, at }: Withdrawal): Promise<void> {
	if (!helper) return;
	const params = { helper: helper.name, ...(stage === "published" && { until: disownedUntil(at).getTime() }) };
	await notify(tx, { kind: "pair_taken_back", params, subject: `submission:${id}`, to: { householdId }, occasion: at.getTime(), at });
}

async function takeBackConsent(tx: Tx, { submissionId, by, said, at }: Withdrawal): Promise<void> {
	const standing = and(eq(consents.submissionId, submissionId), isNull(consents.withdrawnAt));
	const word = said && { withdrawnSaidBy: said.saidBy, withdrawnSaidByUnlisted: said.saidByUnlisted };
	await tx
		.update(consents)
		.set({ withdrawnAt: at, withdrawnBy: by.personId, ...word })
		.where(standing);
}

interface End {
	/** Null when the site sweeps an abandoned draft. */
	actorId: string | null;
	at: Date;
	action: Verb;
}

/** Takes the last step of a submission and hides its pictures. If it was never sent, its words and pictures are deleted; the caller removes the files. */
export async function endSubmission(tx: Tx, { id, stage, version }: Submission, { actorId, at, action }: End): Promise<Erased | null> {
	const photoIds = await photosOf(tx, id);
	await withdrawPhotos(tx, photoIds, { at });
	if (version === 0) await tx.update(submissions).set({ words: "" }).where(eq(submissions.id, id));
	await retractNotices(tx, `submission:${id}`, "pair_shown", "pair_returned", "pair_declined", "pair_assisted");
	await takeStep(tx, SUBMISSION_LIFE, { id: id, stage: "withdrawn", actorId, at });
	await record(tx, { at, actorId, action, subject: `submission:${id}`, detail: { from: stage } });
	return version === 0 ? erasePhotos(tx, photoIds, { erasedBy: actorId, at }) : null;
}
