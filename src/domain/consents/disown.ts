import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { households } from "#db/schema/households.ts";
import { pairTakeBacks } from "#db/schema/take-backs.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { requireMayHelp } from "#domain/submissions/helper.ts";
import { pagesShowing } from "#domain/submissions/pages.ts";
import { requireOwn, type Submission } from "#domain/submissions/submissions.ts";
import { openTakeBacks, showAgain } from "#domain/submissions/take-backs.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import { untellWhoUsedIt } from "./take-back.ts";

type Disowning = Word & { submissionId: string; householdId: string; at: Date };

/**
 * 这不是我们说的: the household itself, or an officer who is independent of whoever took the pair back in its name, says that these were not its words. The pair and
 * every channel that ended with it stand again.
 */
export async function disownTakeBack({ submissionId, householdId, at, ...word }: Disowning): Promise<void> {
	const shownOn = await write(async (tx) => {
		if (word.saidBy !== undefined) await requireMayHelp(tx, word.by, householdId);
		const pair = await requireOwn(tx, submissionId, { householdId });
		const open = (await openTakeBacks(householdId, at, tx)).find((one) => one.submissionId === submissionId);
		if (!open && pair.stage === "published" && (await wasTakenBack(tx, submissionId))) return [];
		if (!open || (await isClosed(tx, householdId))) throw new Refusal("conflict", "consents.disown.tooLate");
		const { helperId, takenAt, number } = open;
		const spoken = await requireWord(tx, word, questionOf(open, householdId));
		await showAgain(tx, { submissionId, number, takenAt, word: spoken, at });
		await standAgain(tx, submissionId, takenAt);
		await record(tx, { at, actorId: spoken.answeredBy, action: "consent.disown", subject: `submission:${submissionId}` });
		await tell(tx, pair, { helperId, heardBy: word.saidBy === undefined ? null : word.by.name, at });
		return pagesShowing(tx, pair);
	});
	changed(shownOn);
}

export function questionOf({ villageId, helperId }: { villageId: string; helperId: string }, householdId: string) {
	return { householdId, regionId: villageId, askedBy: [helperId], roles: HELPERS };
}

async function wasTakenBack(tx: Tx, submissionId: string): Promise<boolean> {
	return (await tx.$count(pairTakeBacks, eq(pairTakeBacks.submissionId, submissionId))) > 0;
}

async function isClosed(tx: Tx, householdId: string): Promise<boolean> {
	const [home] = await tx.select({ closedAt: households.closedAt }).from(households).where(eq(households.id, householdId));
	return home?.closedAt !== null;
}

async function standAgain(tx: Tx, submissionId: string, takenAt: Date): Promise<void> {
	const endedWithIt = and(eq(channelConsents.item, `submission:${submissionId}`), eq(channelConsents.withdrawnAt, takenAt));
	await tx.update(channelConsents).set({ withdrawnAt: null, withdrawnBy: null }).where(endedWithIt);
}

/** Whoever took it back hears so; the household, if an officer wrote its word down; and whoever was to take copies down need not. */
async function tell(tx: Tx, pair: Submission, { helperId, heardBy, at }: { helperId: string; heardBy: string | null; at: Date }) {
	const about = { subject: `submission:${pair.id}`, occasion: at.getTime(), at } as const;
	await retractNotices(tx, about.subject, "pair_taken_back");
	await notify(tx, { kind: "word_disowned", params: {}, to: { personId: helperId }, ...about });
	if (heardBy !== null)
		await notify(tx, { kind: "pair_put_back", params: { helper: heardBy }, to: { householdId: pair.householdId }, ...about });
	await untellWhoUsedIt(tx, about.subject);
}
