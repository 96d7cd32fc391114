import { and, desc, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { decisions } from "#db/schema/moderation.ts";
import { submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { awardedFor } from "#domain/points/credit.ts";
import { later } from "#platform/clock.ts";
import { selectLines, withReasons } from "./history.ts";
import { sourceOf, UNDO_SECONDS } from "./rules.ts";
import type { HistoryLine, UndoableLine } from "./types.ts";

/** The viewer's own decisions that can still be undone, newest first, with the points they paid. */
export async function undoable(viewer: Viewer, at: Date): Promise<UndoableLine[]> {
	const since = new Date(at.getTime() - UNDO_SECONDS * 1000);
	const lines = await withReasons(await undoableQuery(db).execute({ personId: viewer.personId, since }));
	const pictures = await picturesIn(lines);
	return Promise.all(
		lines.map(async (line) => ({
			...line,
			paid: line.outcome === "published" ? await awardedFor(db, sourceOf(line)) : null,
			picture: pictures.get(line.submissionId) ?? null,
			until: later(line.decidedAt, UNDO_SECONDS * 1000),
			secondsLeft: Math.max(0, Math.ceil((line.decidedAt.getTime() - since.getTime()) / 1000)),
		})),
	);
}

const undoableQuery = prepared((on) => {
	const isOwn = eq(decisions.moderatorId, sql.placeholder("personId"));
	return selectLines(on)
		.where(and(isOwn, gte(decisions.decidedAt, sql.placeholder("since")), isNull(decisions.undoneAt)))
		.orderBy(desc(decisions.decidedAt), desc(decisions.id))
		.prepare();
});

/** The first after of each, by submission. */
async function picturesIn(lines: HistoryLine[]): Promise<Map<string, Picture>> {
	if (lines.length === 0) return new Map();
	const { submissionId, version, after } = submissionVersions;
	const ids = lines.map((line) => line.submissionId);
	const versions = await db.select({ submissionId, version, after }).from(submissionVersions).where(inArray(submissionId, ids));
	const firsts = versions.flatMap((sent) =>
		lines.some((line) => line.submissionId === sent.submissionId && line.version === sent.version)
			? [[sent.submissionId, sent.after[0] ?? ""] as const]
			: [],
	);
	const pictures = await picturesOf(
		db,
		firsts.map(([, photoId]) => photoId),
	);
	return new Map(
		firsts.flatMap(([id, photoId]) => [pictures.get(photoId)].flatMap((picture) => (picture ? [[id, picture] as const] : []))),
	);
}
