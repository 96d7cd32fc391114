import { eq } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { storeGoods } from "#db/schema/store.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type Erased, erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { changed } from "#platform/changes.ts";
import { type Good, requireGood } from "./keepers.ts";

interface OnGood {
	goodId: string;
	by: Viewer;
	at: Date;
}

interface Photographed extends OnGood {
	/** Whether they say that nobody, no door and no number is on it: everybody will see it. */
	isLookedAt: boolean;
	upload: Upload;
}

/** 货品照片: public with the good, by whoever looked at it. The one before goes, with its files; the same one again stays. The upload is deleted at the end. */
export async function photographGood({ goodId, isLookedAt, upload, by, at }: Photographed): Promise<void> {
	try {
		const { villageId } = await requireOffered(db, by, goodId);
		if (!isLookedAt) throw new Refusal("invalid", "storeDesk.photoLook", { field: "isLookedAt" });
		if (await isThere(goodId, upload)) return;
		const gone: Erased[] = [];
		const place = async (tx: Tx, photoId: string) => {
			const good = await requireOffered(tx, by, goodId);
			await tx.update(storeGoods).set({ photoId }).where(eq(storeGoods.id, goodId));
			await releasePhotos(tx, [photoId], { decidedBy: by.personId, at });
			if (good.photoId) gone.push(await erasePhotos(tx, [good.photoId], { erasedBy: by.personId, at }));
			await record(tx, { at, actorId: by.personId, action: "store.photograph", subject: `store:${goodId}` });
		};
		await takeInPhoto({ upload, householdId: null, personId: by.personId, at, place });
		for (const erased of gone) await removeErased(erased);
		changed([`store:${villageId}`]);
	} finally {
		await discardUpload(upload);
	}
}

async function requireOffered(reader: Reader, by: Viewer, goodId: string): Promise<Good> {
	const good = await requireGood(reader, by, goodId, { orKeeper: true });
	if (good.endedAt) throw new Refusal("conflict", "storeDesk.photoEnded", { params: { name: good.name } });
	return good;
}

async function isThere(goodId: string, { sha256 }: Upload): Promise<boolean> {
	const [now] = await db
		.select({ sha256: photos.sha256 })
		.from(storeGoods)
		.innerJoin(photos, eq(photos.id, storeGoods.photoId))
		.where(eq(storeGoods.id, goodId));
	return now?.sha256 === sha256;
}

/** 拿掉: its files are gone at once. Nothing happens the second time. */
export async function removeGoodPhoto({ goodId, by, at }: OnGood): Promise<void> {
	const { villageId, erased } = await write(async (tx) => {
		const good = await requireGood(tx, by, goodId, { orKeeper: true });
		return { villageId: good.villageId, erased: await takePhotoAway(tx, good, { by, at }) };
	});
	if (erased) await removeErased(erased);
	changed([`store:${villageId}`]);
}

/** Without a word to pages and folders: whoever calls it removes the files after the commit. */
export async function takePhotoAway(tx: Tx, { id, photoId }: Good, { by, at }: Omit<OnGood, "goodId">): Promise<Erased | null> {
	if (!photoId) return null;
	await tx.update(storeGoods).set({ photoId: null }).where(eq(storeGoods.id, id));
	await record(tx, { at, actorId: by.personId, action: "store.remove_photo", subject: `store:${id}` });
	return erasePhotos(tx, [photoId], { erasedBy: by.personId, at });
}

/** A good with its photo, for those who may change it. */
export async function goodToShow(viewer: Viewer, goodId: string) {
	const { name, villageId, village, photoId, endedAt } = await requireGood(db, viewer, goodId, { orKeeper: true });
	const picture = photoId ? ((await picturesOf(db, [photoId])).get(photoId) ?? null) : null;
	return { goodId, name, villageId, village, picture, isEnded: endedAt !== null };
}
