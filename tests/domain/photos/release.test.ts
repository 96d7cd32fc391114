import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { photoDerivatives, photoRedactions, photos } from "#db/schema/photos.ts";
import { erasePhotos, removeErased } from "#domain/photos/erase.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { releasePhotos, unreleasePhotos, withdrawPhotos } from "#domain/photos/release.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { MORNING } from "#tests/cast.ts";
import { filesUnder, photoStudio } from "#tests/photos.ts";
import { photoOf } from "#tests/pictures.ts";

const { cast, takeIn } = photoStudio();

async function newPhoto(): Promise<{ photoId: string; name: string }> {
	const { photoId } = await takeIn(await photoOf(71, { width: 400, height: 300 }));
	const [derivative] = await db.select().from(photoDerivatives).where(eq(photoDerivatives.photoId, photoId));
	return { photoId, name: derivative?.name as string };
}

function release(photoId: string): Promise<void> {
	return write((tx) => releasePhotos(tx, [photoId], { decidedBy: cast().staff.li.personId, at: MORNING }));
}

test("before its release a photo is for its household and the staff of its region", async () => {
	const { name } = await newPhoto();
	const { bao } = cast().homes;
	expect(await servedPhoto(name)).toMatchObject({
		type: "image/avif",
		audience: { householdId: bao.householdId, regionPath: bao.hamlet.path },
	});
});

test("released it is for everybody, undone for the household again, and can be released again", async () => {
	const { photoId, name } = await newPhoto();
	await release(photoId);
	expect(await servedPhoto(name)).toMatchObject({ audience: "public" });
	await write((tx) => unreleasePhotos(tx, [photoId]));
	expect(await servedPhoto(name)).not.toMatchObject({ audience: "public" });
	await release(photoId);
	expect(await servedPhoto(name)).toMatchObject({ audience: "public" });
	expect(await db.select().from(photoRedactions)).toHaveLength(1);
});

test("withdrawn it is no longer public, and no release brings it back", async () => {
	const { photoId, name } = await newPhoto();
	await release(photoId);
	await write((tx) => withdrawPhotos(tx, [photoId], { at: MORNING }));
	expect(await servedPhoto(name)).not.toMatchObject({ audience: "public" });
	await expect(release(photoId)).rejects.toMatchObject({ refusal: "conflict", key: "photos.withdrawn" });
});

test("erased it is gone: addresses, files, original", async () => {
	const { photoId, name } = await newPhoto();
	for (const _twice of [1, 2]) {
		const erased = await write((tx) => erasePhotos(tx, [photoId], { erasedBy: cast().staff.wang.personId, at: MORNING }));
		await removeErased(erased);
	}
	expect(await servedPhoto(name)).toBeNull();
	expect([...filesUnder("photos"), ...filesUnder("originals")]).toEqual([]);
	expect((await picturesOf(db, [photoId])).size).toBe(0);
	await expect(release(photoId)).rejects.toMatchObject({ refusal: "conflict" });
});

test.each(["../../tingyuan.db", "", `${"a".repeat(28)}.avif`])("no file is served for %j", async (name) => {
	expect(await servedPhoto(name)).toBeNull();
});

test("the database lets no photo out without a redaction decision on its current revision", async () => {
	const { photoId } = await newPhoto();
	const set = (values: Partial<typeof photos.$inferInsert>) => write((tx) => tx.update(photos).set(values).where(eq(photos.id, photoId)));
	await expect(set({ releasedAt: MORNING })).rejects.toThrow();
	await release(photoId);
	await expect(set({ revision: 1 })).rejects.toThrow();
	await expect(set({ withdrawnAt: MORNING })).rejects.toThrow();
	await expect(write((tx) => tx.delete(photoRedactions))).rejects.toThrow();
	await expect(write((tx) => tx.update(photoRedactions).set({ rectangles: [] }))).rejects.toThrow();
	await expect(write((tx) => tx.update(photoDerivatives).set({ bytes: 1 }))).rejects.toThrow();
});

test("the database itself keeps to it that what is withdrawn or erased stays so, and that revisions count one up", async () => {
	const { photoId } = await newPhoto();
	const set = (values: Partial<typeof photos.$inferInsert>) => write((tx) => tx.update(photos).set(values).where(eq(photos.id, photoId)));
	const refused = (words: string) => ({ cause: { message: expect.stringContaining(words) } });
	await expect(set({ revision: 2 })).rejects.toMatchObject(refused("counts one up"));
	await set({ withdrawnAt: MORNING });
	await expect(set({ withdrawnAt: null })).rejects.toMatchObject(refused("for good"));
	await set({ erasedAt: MORNING, originalName: null, originalExpiresAt: null });
	await expect(set({ erasedAt: null })).rejects.toMatchObject(refused("for good"));
});

test("the database takes no derivative of another revision, and no decision of the household on itself", async () => {
	const { photoId } = await newPhoto();
	const print = { photoId, name: "x", revision: 1, format: "jpeg" as const, width: 1, height: 1, bytes: 1, sha256: "" };
	await expect(write((tx) => tx.insert(photoDerivatives).values(print))).rejects.toThrow();
	const own = { photoId, revision: 0, rectangles: [], decidedBy: cast().homes.bao.personId, decidedAt: MORNING };
	await expect(write((tx) => tx.insert(photoRedactions).values(own))).rejects.toThrow();
});
