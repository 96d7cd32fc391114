import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import type { Picture } from "#domain/photos/types.ts";
import { dueFor } from "#domain/points/credit.ts";
import { PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { copiesOf, duplicatesFor, elsewhereSent, isSamePicture } from "./duplicates.ts";
import { decisionsOn } from "./history.ts";
import { photoIdsOf, requireItem } from "./item.ts";
import { looksAt } from "./originals.ts";
import { knownPhotos } from "./photo-facts.ts";
import { likelyOnes, pairHints } from "./rules.ts";
import type { ReviewItem, ReviewPhoto } from "./types.ts";

export async function reviewItem(viewer: Viewer, submissionId: string, at: Date): Promise<ReviewItem> {
	const found = await requireItem(db, viewer, submissionId);
	const { editedAt: _, householdId, villageId: __, ...item } = found;
	const copies = await copiesOf([found]);
	const photos = await reviewPhotos(photoIdsOf(item));
	const shown = (photoIds: string[]) => photoIds.flatMap((photoId) => photos.get(photoId) ?? []);
	const [before, after] = [shown(item.before), shown(item.after)];
	return {
		...item,
		before,
		after,
		hints: [
			...(isSamePicture(found, copies) ? [{ kind: "same_picture" as const, photoId: null }] : []),
			...pairHints({ before, after, sentAt: item.sentAt }),
		],
		likely: likelyOnes({ before, after }),
		duplicates: await duplicatesFor(viewer, found, elsewhereSent(found, copies)),
		due: await dueFor(db, { rule: PUBLISHED_PAIR, evidence: `submission:${submissionId}`, householdId, at }),
		decisions: await decisionsOn(submissionId),
		looks: await looksAt(photoIdsOf(item)),
	};
}

/** The first before and after of the likely next item, for the browser to load ahead. */
export async function picturesAhead(viewer: Viewer, submissionId: string): Promise<Picture[]> {
	const { before, after } = await requireItem(db, viewer, submissionId);
	const photoIds = [...before.slice(0, 1), ...after.slice(0, 1)];
	const pictures = await picturesOf(db, photoIds);
	return photoIds.flatMap((photoId) => pictures.get(photoId) ?? []);
}

async function reviewPhotos(photoIds: string[]): Promise<Map<string, ReviewPhoto>> {
	const [pictures, known] = [await picturesOf(db, photoIds), await knownPhotos(db, photoIds)];
	return new Map(
		[...known].flatMap(([photoId, facts]) => {
			const picture = pictures.get(photoId);
			return picture ? [[photoId, { ...facts, picture }] as const] : [];
		}),
	);
}
