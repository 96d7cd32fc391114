import { and, asc, desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { decisions } from "#db/schema/moderation.ts";
import { SUBMISSION_LIFE, submissionPhotos, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { unreleasePhotos } from "#domain/photos/release.ts";
import { holdingOf } from "#domain/points/credit.ts";
import { reverse } from "#domain/points/reverse.ts";
import { takeStep } from "#domain/stages.ts";
import { pagesOf } from "#domain/submissions/pages.ts";
import { changed } from "#platform/changes.ts";
import { lease } from "./claims.ts";
import { type Item, photoIdsOf, requireItem } from "./item.ts";
import { mayUndo, sourceOf, UNDO_SECONDS } from "./rules.ts";

export interface Undoing {
	by: Viewer;
	decisionId: string;
	at: Date;
}

type Decision = typeof decisions.$inferSelect;

/** Undoes one's own decision of the last minute: the item waits again and is open for the same moderator. */
export async function undoDecision(undoing: Undoing): Promise<{ submissionId: string }> {
	const { item, decision } = await write(async (tx) => {
		const decision = await requireOwnDecision(tx, undoing);
		const item = await requireItem(tx, undoing.by, decision.submissionId);
		if (decision.undoneAt) return { item, decision };
		requireUndoable(item, decision, undoing);
		await requireAsSent(tx, item);
		await takeBack(tx, item, decision, undoing);
		return { item, decision };
	});
	if (decision.outcome === "published") changed(pagesOf(item));
	return { submissionId: item.submissionId };
}

async function requireOwnDecision(tx: Tx, { by, decisionId }: Undoing): Promise<Decision> {
	const own = and(eq(decisions.id, decisionId), eq(decisions.moderatorId, by.personId));
	const [decision] = await tx.select().from(decisions).where(own);
	if (!decision) throw new Refusal("not_found", "common.notFound");
	return decision;
}

function requireUndoable(item: Item, { outcome, version, decidedAt }: Decision, { at }: Undoing): void {
	if (!mayUndo(decidedAt, at)) throw new Refusal("conflict", "moderation.undoTooLate", { params: { seconds: UNDO_SECONDS } });
	// Nobody could send, withdraw or answer for what waits of a closed household.
	if (item.closedAt) throw new Refusal("conflict", "moderation.undoClosed");
	// A returned submission may already be under edit; then the waiting version would differ from what was sent.
	const movedOn = item.version !== version || item.stage !== outcome || item.editedAt > decidedAt;
	if (movedOn) throw new Refusal("conflict", "moderation.undoMovedOn");
}

// A form with photos may start before the return and arrive after it: the times agree, so the content must be compared.
async function requireAsSent(tx: Tx, item: Item): Promise<void> {
	const [now] = await tx.select().from(submissions).where(eq(submissions.id, item.submissionId));
	const placed = await tx
		.select({ photoId: submissionPhotos.photoId })
		.from(submissionPhotos)
		.where(eq(submissionPhotos.submissionId, item.submissionId))
		.orderBy(desc(submissionPhotos.side), asc(submissionPhotos.position));
	const isSame =
		now?.words === item.words &&
		now.categoryCode === item.category.code &&
		now.startedBy === item.startedBy &&
		placed.map(({ photoId }) => photoId).join() === photoIdsOf(item).join();
	if (!isSame) throw new Refusal("conflict", "moderation.undoMovedOn");
}

async function takeBack(tx: Tx, { submissionId, ...item }: Item, { id, outcome }: Decision, { by, at }: Undoing): Promise<void> {
	const moderatorId = by.personId;
	await tx.update(decisions).set({ undoneAt: at, undoneBy: moderatorId }).where(eq(decisions.id, id));
	if (outcome === "published") await unreleasePhotos(tx, photoIdsOf(item));
	const source = sourceOf({ decisionId: id });
	const reversed = await reverse(tx, { source, decidedBy: moderatorId, at });
	const { points: heldBack } = await reverse(tx, { source: holdingOf(source), decidedBy: moderatorId, at });
	await retractNotices(tx, `submission:${submissionId}`, "pair_shown", "pair_returned", "pair_declined");
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "waiting", actorId: moderatorId, at });
	await lease(tx, { submissionId, personId: moderatorId, at });
	const detail = { decisionId: id, outcome, pointsBack: reversed.points, heldBack, pointsSpent: reversed.short };
	await record(tx, { at, actorId: moderatorId, action: "decision.undo", subject: `submission:${submissionId}`, detail });
}
