import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { type Drawn, hide, pictureToHide } from "#domain/photos/hide.ts";
import { decideNothingToHide } from "#domain/photos/redact.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { changed } from "#platform/changes.ts";
import { isInterested } from "./interested.ts";
import { CONFIRMING, newestOrder, type OnSpot } from "./spot.ts";

/** Who hides people, doors and plates in pictures of public places. */
export const SPOT_EDITORS: Role[] = [...CONFIRMING, "publicist"];

/** A picture of a spot with what is hidden of it, for those who may hide more. */
export async function spotPicture(viewer: Viewer, { spotId, photoId: asked }: { spotId: string; photoId: string | null }) {
	const photoId = asked ?? (await firstOf(spotId));
	const spot = await requireEditing(db, viewer, { spotId, photoId });
	return { ...spot, ...(await pictureToHide(photoId)) };
}

const UNSEEN_AFTER = sql`assignment_id is not null and not exists (select 1 from photo_redactions r join photos p on p.id = r.photo_id and p.revision = r.revision where p.id = spot_photos.photo_id)`;

async function firstOf(spotId: string): Promise<string> {
	const [first] = await db
		.select({ photoId: spotPhotos.photoId })
		.from(spotPhotos)
		.where(eq(spotPhotos.spotId, spotId))
		// One of after at which nobody looked comes before the first of all.
		.orderBy(desc(UNSEEN_AFTER), asc(sql`rowid`))
		.limit(1);
	return first?.photoId ?? "";
}

export async function redactSpot({ by, spotId, ...drawn }: Drawn & OnSpot): Promise<void> {
	const of = { spotId, photoId: drawn.photoId };
	await requireEditing(db, by, of);
	await hide({ ...drawn, decidedBy: by.personId, requireStill: (tx) => requireEditing(tx, by, of) });
	// A card that shows it names the pictures before.
	changed(["exposure"]);
}

/** Somebody looked at a picture and found nothing to hide. Said twice, it is said once. */
export async function passPicture({ photoId, ...on }: OnSpot & { photoId: string }): Promise<void> {
	await write(async (tx) => {
		await requireEditing(tx, on.by, { spotId: on.spotId, photoId });
		await pass(tx, photoId, on);
	});
	changed(["exposure"]);
}

/** The same of all pictures that the newest order was answered with. */
export async function passAfterPictures(tx: Tx, on: OnSpot): Promise<void> {
	const order = await newestOrder(tx, on.spotId);
	const rows = await tx
		.select({ photoId: spotPhotos.photoId })
		.from(spotPhotos)
		.where(eq(spotPhotos.assignmentId, order?.id ?? ""));
	for (const { photoId } of rows) await pass(tx, photoId, on);
}

async function pass(tx: Tx, photoId: string, { by, at }: OnSpot): Promise<void> {
	const [photo] = await tx.select({ revision: photos.revision }).from(photos).where(eq(photos.id, photoId));
	if (photo) await decideNothingToHide(tx, { photoId, revision: photo.revision, decidedBy: by.personId, at });
}

async function requireEditing(reader: Reader, by: Viewer, { spotId, photoId }: { spotId: string; photoId: string }) {
	const [found] = await reader
		.select({ place: spots.place, hamlet: regions.name, path: regions.path })
		.from(spotPhotos)
		.innerJoin(spots, eq(spots.id, spotPhotos.spotId))
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(and(eq(spotPhotos.photoId, photoId), eq(spotPhotos.spotId, spotId)));
	if (!found || !mayActIn(by, found.path, ...SPOT_EDITORS)) throw new Refusal("not_found", "common.notFound");
	if (await isInterested(reader, by.personId, spotId)) throw new Refusal("forbidden", "spots.ownUnit");
	return found;
}
