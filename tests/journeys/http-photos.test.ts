import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { releasePhotos, withdrawPhotos } from "#domain/photos/release.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: new Date() });
});
const stranger = () => new Visitor(site().origin);

/** A photo of bao's, taken in by the office's own process; where its first derivative is. */
async function baosPhoto(number: number): Promise<{ photoId: string; address: string }> {
	const { householdId, personId } = cast.homes.bao;
	const { photoId } = await takeInPhoto({ upload: await uploadOf(await photoOf(number)), householdId, personId, at: new Date() });
	const [source] = (await picturesOf(db, [photoId])).get(photoId)?.sources ?? [];
	return { photoId, address: source?.url as string };
}

const release = (photoId: string) => write((tx) => releasePhotos(tx, [photoId], { decidedBy: cast.staff.li.personId, at: new Date() }));

test("an unreleased picture is there for its household and the moderators of its place, and for nobody else", async () => {
	const { address } = await baosPhoto(1);
	const { homes, staff } = cast;
	for (const viewer of [homes.bao.viewer, staff.li, staff.meng, staff.song]) {
		const answer = await (await signIn(stranger(), viewer)).ask(address);
		expect(answer.status, viewer.name).toBe(200);
		expect(answer.headers.get("cache-control")).toBe("private, max-age=60");
	}
	for (const viewer of [homes.chen.viewer, homes.fan.viewer, staff.wang]) {
		expect((await (await signIn(stranger(), viewer)).ask(address)).status, viewer.name).toBe(404);
	}
	expect((await stranger().ask(address)).status).toBe(404);
});

test("a released picture is for everybody, and can be nothing but a picture", async () => {
	const { photoId, address } = await baosPhoto(2);
	await release(photoId);
	const { status, headers } = await stranger().ask(address);
	expect(status).toBe(200);
	expect(headers.get("content-type")).toMatch(/^image\/(avif|jpeg)$/);
	expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
	expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
	expect(headers.get("x-content-type-options")).toBe("nosniff");
	expect(headers.get("content-disposition")).toMatch(/^inline; filename="[0-9a-z]{28}\.(avif|jpg)"$/);
	expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable, s-maxage=60");
	const again = await stranger().ask(address, { headers: { "if-none-match": headers.get("etag") as string } });
	expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
});

test("once consent is withdrawn the very next request finds nothing, also with the name in a browser's cache", async () => {
	const { photoId, address } = await baosPhoto(3);
	await release(photoId);
	const etag = (await stranger().ask(address)).headers.get("etag") as string;
	await write((tx) => withdrawPhotos(tx, [photoId], { at: new Date() }));
	expect((await stranger().ask(address)).status).toBe(404);
	expect((await stranger().ask(address, { headers: { "if-none-match": etag } })).status).toBe(404);
});

test("a picture whose file is gone is not found, and the log says so", async () => {
	const { photoId, address } = await baosPhoto(4);
	await release(photoId);
	await rm(storedPath("photos", address.slice("/photos/".length)));
	expect((await stranger().ask(address)).status).toBe(404);
	await expect.poll(() => site().log()).toContain("missing or short");
});

test.each([
	"/photos/..%2f..%2ftingyuan.db",
	"/photos/..%5ctingyuan.db",
	"/photos/%2e%2e/tingyuan.db",
	"/photos/tingyuan.db",
	"/photos/aa/bb.jpg",
	`/photos/${"0".repeat(28)}.jpg`,
	`/photos/${"0".repeat(28)}.jpg%00.html`,
	"/originals/x.jpg",
	"/.data/tingyuan.db",
	"/.git/config",
])("%s leads nowhere", async (address) => {
	const { status } = await stranger().ask(address);
	expect([400, 404]).toContain(status);
});
