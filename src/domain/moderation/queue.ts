import { and, asc, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { preparedFor } from "#db/prepared.ts";
import { people } from "#db/schema/accounts.ts";
import { claims } from "#db/schema/moderation.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { cursorOf } from "#domain/paging.ts";
import { knownPictures } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { isLiveClaimOfOther } from "./claims.ts";
import { copiesOf, elsewhereSent, isSamePicture } from "./duplicates.ts";
import { type Item, photoIdsOf, selectItems } from "./item.ts";
import { knownPhotos } from "./photo-facts.ts";
import { IS_AFTER, neighbours } from "./places.ts";
import { type PhotoFacts, pairHints } from "./rules.ts";
import { askerName, isImpartial } from "./scope.ts";
import type { HintKind, QueueItem } from "./types.ts";
import { firstWaiting, waitingCount } from "./waiting.ts";

const ITEMS_A_PAGE = 20;
const CURSOR = cursorOf("queue", "time", "id");

export interface QueuePage {
	items: QueueItem[];
	cursor: string | null;
	waiting: number;
	/** The item that waits longest and that nobody else has open, wherever in the queue this page is. */
	firstFree: string | null;
}

/** The waiting items in the viewer's regions, longest waiting first. */
export async function queue(viewer: Viewer, { at, cursor }: { at: Date; cursor?: string | null | undefined }): Promise<QueuePage> {
	const [sentAt, submissionId = ""] = CURSOR.read(cursor) ?? [];
	const rows = await pageQuery(db, viewer, sentAt && "after").execute({ sentAt, submissionId, at });
	const { page, next } = CURSOR.cut(rows, ITEMS_A_PAGE, (last) => [last.sentAt, last.submissionId]);
	const freeHere = sentAt ? undefined : page.find(({ openedBy }) => openedBy === null);
	return {
		items: await withDetails(page),
		cursor: next,
		waiting: await waitingCount(viewer, ["moderator"], { isDeciding: true }),
		firstFree: freeHere?.submissionId ?? (page.length > 0 ? (await neighbours(viewer, { submissionId: null, at })).next : null),
	};
}

const pageQuery = preparedFor(askerName, (on, viewer, from) => {
	const where = and(isImpartial(viewer), from === "after" ? IS_AFTER : undefined);
	const first = firstWaiting(viewer, { roles: ["moderator"], where, most: ITEMS_A_PAGE + 1 });
	const openedBy = sql<string | null>`(select ${people.name} from ${claims} join ${people} on ${people.id} = ${claims.moderatorId}
		where ${claims.submissionId} = ${submissions.id} and ${isLiveClaimOfOther(viewer, sql.placeholder("at"))})`;
	return selectItems(on, openedBy)
		.where(sql`submissions.rowid in ${first}`)
		.orderBy(asc(submissions.sentAt), asc(submissions.id))
		.prepare();
});

async function withDetails(rows: Item[]): Promise<QueueItem[]> {
	const shown = rows.flatMap(({ before, after }) => [...before.slice(0, 1), ...after.slice(0, 1)]);
	const known = await knownPhotos(db, rows.flatMap(photoIdsOf));
	const pictures = await knownPictures(
		shown.flatMap((photoId) => {
			const revision = known.get(photoId)?.revision ?? null;
			return revision === null ? [] : { photoId, revision };
		}),
	);
	const copies = await copiesOf(rows);
	return rows.map((row) => ({
		...shownOf(row, pictures),
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
