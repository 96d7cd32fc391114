import { readFile } from "node:fs/promises";
import { eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { nearDuplicatesOf } from "#domain/photos/duplicates.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import type { Picture } from "#domain/photos/types.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { type Item, photoIdsOf } from "./item.ts";
import type { Duplicate, Likeness } from "./types.ts";

/** A sent picture that looks like a picture of an item. */
type Copy = Awaited<ReturnType<typeof sentPhotos>>[number] & { of: string; likeness: Likeness };

/** Copies among the pictures that any household has sent, nearest first, by photo id. Drafts are private and not compared. */
export async function copiesOf(items: Item[]): Promise<Map<string, Copy[]>> {
	const alike = await nearDuplicatesOf(items.flatMap(photoIdsOf));
	if (alike.size === 0) return new Map();
	const sent = await sentPhotos([...alike.values()].flat().map(({ photoId }) => photoId));
	const byPhoto = Map.groupBy(sent, ({ photoId }) => photoId);
	return new Map(
		[...alike].map(([of, duplicates]) => [
			of,
			duplicates.flatMap(({ photoId, how }) => (byPhoto.get(photoId) ?? []).map((photo) => ({ ...photo, of, likeness: how }))),
		]),
	);
}

function sentPhotos(photoIds: string[]) {
	return db
		.select({
			photoId: photos.id,
			receivedAt: photos.receivedAt,
			releasedAt: photos.releasedAt,
			withdrawnAt: photos.withdrawnAt,
			submissionId: submissions.id,
			version: submissions.version,
			householdId: households.id,
			courtyard: households.publicCode,
			...PLACE,
			path: regions.path,
		})
		.from(photos)
		.innerJoin(submissionPhotos, eq(submissionPhotos.photoId, photos.id))
		.innerJoin(submissions, eq(submissions.id, submissionPhotos.submissionId))
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(submissions))
		.innerJoin(villages, inVillage(submissions))
		.where(inArray(photos.id, photoIds));
}

/** Whether a before of the item is a copy of an after. */
export function isSamePicture({ before, after }: Item, copies: Map<string, Copy[]>): boolean {
	return before.some((photoId) => copies.get(photoId)?.some((copy) => after.includes(copy.photoId)));
}

export function elsewhereSent(item: Item, copies: Map<string, Copy[]>): Copy[] {
	const own = photoIdsOf(item).flatMap((photoId) => copies.get(photoId) ?? []);
	return own.filter(({ submissionId, version }) => submissionId !== item.submissionId && version > 0);
}

/** The copies as this moderator may see them: without a place outside their regions, and without the picture if its household withdrew it. */
export async function duplicatesFor(viewer: Viewer, item: Item, copies: Copy[]): Promise<Duplicate[]> {
	const pictures = await picturesOf(
		db,
		copies.map(({ photoId }) => photoId),
	);
	return Promise.all(
		copies.map(async ({ of, likeness, photoId, receivedAt, withdrawnAt, releasedAt, path, ...copy }) => {
			const isNear = mayActIn(viewer, path, "moderator");
			const picture = withdrawnAt ? undefined : pictures.get(photoId);
			return {
				...{ photoId: of, likeness, receivedAt, isOwnHousehold: copy.householdId === item.householdId },
				picture: picture && !isNear && !releasedAt ? await enclosed(picture) : (picture ?? null),
				place: isNear ? { village: copy.village, hamlet: copy.hamlet, courtyard: copy.courtyard } : null,
			};
		}),
	);
}

// An unreleased picture is served only to its own region's staff, so the small size is embedded in the page.
async function enclosed(picture: Picture): Promise<Picture | null> {
	const smallest = picture.sources.find(({ format }) => format === "jpeg");
	const stored = smallest && (await servedPhoto(smallest.url.slice("/photos/".length)));
	if (!smallest || !stored) return null;
	const url = `data:${stored.type};base64,${(await readFile(stored.path)).toString("base64")}`;
	return { ...picture, sources: [{ ...smallest, url }] };
}
