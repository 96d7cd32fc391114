import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { decisionReasons, decisions } from "#db/schema/moderation.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { setting } from "#domain/settings/settings.ts";
import { helpWith } from "./help.ts";
import { isEditable, keptUntil, missingIn } from "./rules.ts";
import type { Submission } from "./submissions.ts";
import type { Feedback, OwnSubmission, Side } from "./types.ts";

/** The number of queries does not depend on the number of rows. */
export async function asOwn(rows: Submission[]): Promise<OwnSubmission[]> {
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.id);
	const [leaves, pictures, told, helps] = await Promise.all([leavesOf(rows), sidesOf(ids), feedbackOn(ids), helpWith(ids)]);
	const days = await setting("draftDays");
	return rows.map((row) => {
		const { before, after } = pictures.get(row.id) ?? { before: [], after: [] };
		const sides: Side[] = [...(before.length > 0 ? (["before"] as const) : []), ...(after.length > 0 ? (["after"] as const) : [])];
		return {
			submissionId: row.id,
			help: helps.get(row.id) ?? null,
			...{ stage: row.stage, version: row.version, words: row.words, startedBy: row.startedBy },
			...{ editedAt: row.editedAt, stageAt: row.stageAt, before, after },
			keptUntil: row.stage === "draft" ? keptUntil(row.editedAt, days) : null,
			category: leaves.get(row.categoryCode ?? "") ?? null,
			missing: isEditable(row.stage) ? missingIn({ sides, ...row }) : [],
			feedback: told.find((one) => one.submissionId === row.id && one.version === row.version && one.outcome === row.stage) ?? null,
		};
	});
}

async function leavesOf(rows: Submission[]) {
	const codes = rows.map((row) => row.categoryCode ?? "");
	const { code, name, nameEn, plain, plainEn } = leafCategories;
	const leaves = await db.select({ code, name, nameEn, plain, plainEn }).from(leafCategories).where(inArray(code, codes));
	return new Map(leaves.map((leaf) => [leaf.code, leaf]));
}

async function sidesOf(ids: string[]): Promise<Map<string, Record<Side, Picture[]>>> {
	const placed = await db
		.select()
		.from(submissionPhotos)
		.where(inArray(submissionPhotos.submissionId, ids))
		.orderBy(asc(submissionPhotos.position));
	const pictures = await picturesOf(
		db,
		placed.map((photo) => photo.photoId),
	);
	const sides = new Map(ids.map((id) => [id, { before: [] as Picture[], after: [] as Picture[] }]));
	for (const { submissionId, side, photoId } of placed) {
		const picture = pictures.get(photoId);
		if (picture) sides.get(submissionId)?.[side].push(picture);
	}
	return sides;
}

export type DatedFeedback = Feedback & { submissionId: string; version: number; decidedAt: Date };

/** The decisions against these submissions that still stand, oldest first. */
export async function feedbackOn(ids: string[]): Promise<DatedFeedback[]> {
	const standing = and(
		inArray(decisions.submissionId, ids),
		isNull(decisions.undoneAt),
		// "+" keeps SQLite on the submissions.
		sql`+${decisions.outcome} in ('returned', 'declined')`,
	);
	const rows = await db
		.select({ decision: decisions, reason: decisionReasons.reason, side: decisionReasons.side })
		.from(decisions)
		.leftJoin(decisionReasons, eq(decisionReasons.decisionId, decisions.id))
		.where(standing)
		.orderBy(asc(decisions.decidedAt));
	const told = new Map<string, DatedFeedback>();
	for (const { decision, reason, side } of rows) {
		const { id, submissionId, version, outcome, note, decidedAt } = decision;
		const nothingYet = { submissionId, version, outcome: outcome as Feedback["outcome"], note, decidedAt, reasons: [], sides: {} };
		const one: DatedFeedback = told.get(id) ?? nothingYet;
		if (reason) one.reasons.push(reason);
		if (reason && side) one.sides[reason] = side;
		told.set(id, one);
	}
	return [...told.values()];
}
