import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, notInArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { households } from "#db/schema/households.ts";
import { lookbackAppeals, lookbacks } from "#db/schema/lookbacks.ts";
import { regions } from "#db/schema/regions.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import { nearDuplicates } from "#domain/photos/duplicates.ts";
import { picturesIn } from "#domain/photos/picture.ts";
import { closeTo } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { requireOwnLookback } from "./answer-lookback.ts";
import { APPEAL_ANSWERERS } from "./appeal.ts";
import { APPEAL_DAYS, type Appealable, type OwnLookback, WINDOW_DAYS } from "./types.ts";

/** What an inspector has to look at now: what lies open longest first. Days to come are not told. */
export async function ownLookbacks(viewer: Viewer, at: Date) {
	const today = dayAt(at);
	const rows = await db
		.select({
			lookbackId: lookbacks.id,
			day: lookbacks.day,
			onDay: lookbacks.onDay,
			answer: lookbacks.answer,
			...PLACE,
			number: households.number,
		})
		.from(lookbacks)
		.innerJoin(submissions, and(eq(submissions.id, lookbacks.submissionId), eq(submissions.stage, literal("published"))))
		.innerJoin(households, and(eq(households.id, submissions.householdId), isNull(households.closedAt)))
		.innerJoin(regions, inHamlet(submissions))
		.innerJoin(villages, inVillage(submissions))
		.where(and(eq(lookbacks.inspectorId, viewer.personId), gte(lookbacks.onDay, addDays(today, -WINDOW_DAYS)), lte(lookbacks.onDay, today)))
		.orderBy(asc(lookbacks.onDay));
	return rows.toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null));
}

/** One check: where it is, how it looked when it was shown, and once it was answered the picture of now, beside older ones that are the same. */
export async function lookbackPage(viewer: Viewer, lookbackId: string) {
	const found = await requireOwnLookback(db, lookbackId, viewer);
	const photos = await db
		.select({ photoId: submissionPhotos.photoId })
		.from(submissionPhotos)
		.where(and(eq(submissionPhotos.submissionId, found.submissionId), eq(submissionPhotos.side, "after")))
		.orderBy(asc(submissionPhotos.position));
	const after = await picturesIn(db, photos);
	const [now] = found.photoId ? await picturesIn(db, [{ photoId: found.photoId }]) : [];
	const alike = found.photoId ? await picturesIn(db, await nearDuplicates(found.photoId)) : [];
	const { day, answer, cause, note, hamlet, number, headName, onDay } = found;
	return { day, answer, cause, note, hamlet, number, headName, onDay, after, now, alike };
}

/** What was found of a pair, for its household. */
export async function lookbacksOfPair(submissionId: string): Promise<OwnLookback[]> {
	const rows = await db
		.select({ lookback: lookbacks, appeal: lookbackAppeals })
		.from(lookbacks)
		.leftJoin(lookbackAppeals, eq(lookbackAppeals.lookbackId, lookbacks.id))
		.where(and(eq(lookbacks.submissionId, submissionId), isNotNull(lookbacks.answer)));
	// A pair's few are sorted here, so that the plan needs no sorting tree.
	rows.sort((a, b) => a.lookback.day - b.lookback.day || (a.lookback.answeredAt?.getTime() ?? 0) - (b.lookback.answeredAt?.getTime() ?? 0));
	const pictures = await picturesIn(
		db,
		rows.flatMap(({ lookback: { photoId } }) => (photoId ? [{ photoId }] : [])),
	);
	return rows.flatMap(({ lookback: { id: lookbackId, day, answer, cause, note, settledAt, shownAt, photoId }, appeal: made }) => {
		const picture = pictures.find((one) => one.photoId === photoId) ?? null;
		const appeal = made && { ...made, dueAt: startOf(made.dueOn) };
		return answer ? { lookbackId, day, answer, cause, note, settledAt, isShown: shownAt !== null, picture, appeal } : [];
	});
}

/** What a household may still appeal against, for an officer to whom it says so. */
export async function appealable(householdId: string, at: Date): Promise<Appealable[]> {
	const rows = await db
		.select({ submissionId: submissions.id, found: lookbacks, madeAt: lookbackAppeals.madeAt })
		.from(submissions)
		.innerJoin(lookbacks, eq(lookbacks.submissionId, submissions.id))
		.leftJoin(lookbackAppeals, eq(lookbackAppeals.lookbackId, lookbacks.id))
		.where(and(eq(submissions.householdId, householdId), inArray(lookbacks.answer, ["partly", "relapsed"]), isNull(lookbacks.settledAt)));
	return rows.flatMap(({ found: { id: lookbackId, day, answer, cause, note, answeredAt }, madeAt }) => {
		const until = later(answeredAt ?? at, APPEAL_DAYS * DAY_MS);
		return answer && !madeAt && at < until ? [{ lookbackId, day, answer, cause, note, until }] : [];
	});
}

/** Appeals that wait in the viewer's place, not of households close to them, nor about what they found or wrote down, the oldest first. */
export async function openAppeals(viewer: Viewer) {
	const rows = await db
		.select({
			...{ lookbackId: lookbacks.id, day: lookbacks.day, answer: lookbacks.answer, cause: lookbacks.cause, note: lookbacks.note },
			...{ words: lookbackAppeals.words, dueOn: lookbackAppeals.dueOn, number: households.number, ...PLACE },
		})
		.from(lookbackAppeals)
		.innerJoin(lookbacks, eq(lookbacks.id, lookbackAppeals.lookbackId))
		.innerJoin(households, eq(households.id, lookbackAppeals.householdId))
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(
			and(
				isNull(lookbackAppeals.answeredAt),
				inOfficeOf(viewer, APPEAL_ANSWERERS),
				sql`${viewer.personId} not in (${lookbacks.inspectorId}, ${lookbackAppeals.madeBy})`,
				notInArray(households.id, closeTo(viewer.personId)),
			),
		)
		.orderBy(asc(lookbackAppeals.dueOn));
	return rows.map(({ dueOn, ...one }) => ({ ...one, dueAt: startOf(dueOn) }));
}
