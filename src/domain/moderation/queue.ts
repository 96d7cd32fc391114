import { and, asc, count, eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { claims } from "#db/schema/moderation.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions, submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { isLiveClaimOfOther } from "./claims.ts";
import { copiesOf, elsewhereSent, isSamePicture } from "./duplicates.ts";
import { type Item, photoIdsOf, selectItems } from "./item.ts";
import { knownPhotos } from "./photo-facts.ts";
import { isAfter, isWaiting } from "./places.ts";
import { type PhotoFacts, pairHints } from "./rules.ts";
import { inModeration } from "./scope.ts";
import type { HintKind, QueueItem } from "./types.ts";

const ITEMS_A_PAGE = 20;
const CURSOR = cursorOf("queue", "time", "id");

export interface QueuePage {
	items: QueueItem[];
	cursor: string | null;
	waiting: number;
}

/** The waiting items in the viewer's regions, longest waiting first. */
export async function queue(viewer: Viewer, { at, cursor }: { at: Date; cursor?: string | null | undefined }): Promise<QueuePage> {
	const [sentAt, submissionId = ""] = CURSOR.read(cursor) ?? [];
	const rows = await selectItems(db)
		.where(and(isWaiting, inModeration(viewer), sentAt && isAfter({ sentAt, submissionId })))
		.orderBy(asc(submissionVersions.sentAt), asc(submissions.id))
		.limit(ITEMS_A_PAGE + 1);
	const { page, next } = CURSOR.cut(rows, ITEMS_A_PAGE, (last) => [last.sentAt, last.submissionId]);
	return { items: await withDetails(page, viewer, at), cursor: next, waiting: await waitingCount(viewer) };
}

async function waitingCount(viewer: Viewer): Promise<number> {
	const [waiting] = await db
		.select({ count: count() })
		.from(submissions)
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(and(isWaiting, inModeration(viewer)));
	return waiting?.count ?? 0;
}

async function withDetails(rows: Item[], viewer: Viewer, at: Date): Promise<QueueItem[]> {
	const shown = rows.flatMap(({ before, after }) => [...before.slice(0, 1), ...after.slice(0, 1)]);
	const pictures = await picturesOf(db, shown);
	const known = await knownPhotos(db, rows.flatMap(photoIdsOf));
	const openedBy = await openersOf(rows, viewer, at);
	const copies = await copiesOf(rows);
	return rows.map((row) => ({
		...shownOf(row, pictures),
		openedBy: openedBy.get(row.submissionId) ?? null,
		hints: hintsOn(row, known, copies),
	}));
}

function shownOf({ before, after, editedAt: _, householdId: __, villageId: ___, ...item }: Item, pictures: Map<string, Picture>) {
	return {
		...item,
		before: pictures.get(before[0] ?? "") ?? null,
		after: pictures.get(after[0] ?? "") ?? null,
		photoCount: before.length + after.length,
	};
}

function hintsOn(item: Item, known: Map<string, PhotoFacts>, copies: Awaited<ReturnType<typeof copiesOf>>): HintKind[] {
	const factsOn = (photoIds: string[]) => photoIds.flatMap((photoId) => known.get(photoId) ?? []);
	const pair = { before: factsOn(item.before), after: factsOn(item.after), sentAt: item.sentAt };
	const hints: HintKind[] = pairHints(pair).map(({ kind }) => kind);
	if (isSamePicture(item, copies)) hints.unshift("same_picture");
	if (elsewhereSent(item, copies).length > 0) hints.unshift("near_duplicate");
	return hints;
}

async function openersOf(rows: Item[], viewer: Viewer, at: Date): Promise<Map<string, string>> {
	const submissionIds = rows.map(({ submissionId }) => submissionId);
	const open = await db
		.select({ submissionId: claims.submissionId, name: people.name })
		.from(claims)
		.innerJoin(people, eq(people.id, claims.moderatorId))
		.where(and(inArray(claims.submissionId, submissionIds), isLiveClaimOfOther(viewer, at)));
	return new Map(open.map(({ submissionId, name }) => [submissionId, name]));
}
