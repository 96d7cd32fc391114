import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { Refusal } from "#domain/errors.ts";
import { decideNothingToHide } from "./redact.ts";

/** The releaser has looked, so a revision without a redaction decision gets one that hides nothing. The calling decision writes the trail. */
export async function releasePhotos(tx: Tx, photoIds: string[], { decidedBy, at }: { decidedBy: string; at: Date }): Promise<void> {
	const found = await tx.select().from(photos).where(inArray(photos.id, photoIds));
	const isWhole = found.length === new Set(photoIds).size && found.every((photo) => !photo.withdrawnAt && !photo.erasedAt);
	if (!isWhole) throw new Refusal("conflict", "photos.withdrawn");
	for (const { id, revision } of found) await decideNothingToHide(tx, { photoId: id, revision, decidedBy, at });
	await tx.update(photos).set({ releasedAt: at }).where(inArray(photos.id, photoIds));
}

/** Of these, those at whose pictures of now somebody has looked. The others stay private until somebody does. */
export async function releaseLookedAt(tx: Tx, photoIds: string[], at: Date): Promise<void> {
	const isLookedAt = sql`exists (select 1 from photo_redactions r where r.photo_id = ${photos.id} and r.revision = ${photos.revision})`;
	const those = and(
		inArray(photos.id, photoIds),
		isNull(photos.withdrawnAt),
		isNull(photos.erasedAt),
		isNull(photos.releasedAt),
		isLookedAt,
	);
	await tx.update(photos).set({ releasedAt: at }).where(those);
}

/** The photos can be released again. */
export async function unreleasePhotos(tx: Tx, photoIds: string[]): Promise<void> {
	await tx.update(photos).set({ releasedAt: null }).where(inArray(photos.id, photoIds));
}

/** For withdrawn consent: from now on only the household and its region's staff see these photos. A trigger lets them out again only if the household disowned the withdrawal. */
export async function withdrawPhotos(tx: Tx, photoIds: string[], { at }: { at: Date }): Promise<void> {
	await tx.update(photos).set({ releasedAt: null, withdrawnAt: at }).where(inArray(photos.id, photoIds));
}

/** Pictures that were withdrawn with something that was shown until then, as they were. */
export async function releaseAgain(tx: Tx, photoIds: string[], { withdrawnAt, at }: { withdrawnAt: Date; at: Date }): Promise<void> {
	const those = and(inArray(photos.id, photoIds), eq(photos.withdrawnAt, withdrawnAt));
	await tx.update(photos).set({ withdrawnAt: null, releasedAt: at }).where(those);
}
