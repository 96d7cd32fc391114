import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast } from "#tests/cast.ts";
import { hostilePictures, manyScans, polyglot } from "#tests/hostile-pictures.ts";
import { drawing, photoOf } from "#tests/pictures.ts";
import { postBulk } from "#tests/raw.ts";
import { residentBytes, useOwnSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { draftOf } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

const MB = 1024 * 1024;
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useOwnSite(async () => {
	cast = await inviteCast();
});

let bao: Visitor;
let page: Seen;
beforeAll(async () => {
	bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	page = await bao.open(`/submit/${await draftOf(cast.homes.bao)}/photos?side=after`);
});

function send(bytes: Buffer, name = "IMG_1.jpg"): Promise<Seen> {
	return bao.submit(page, "传照片，下一步", {
		photos: new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }),
		words: "先存两句话",
	});
}

function temporaryFiles(): string[] {
	const folder = path.join(site().dataDir, "tmp");
	return existsSync(folder) ? readdirSync(folder) : [];
}

test.each(await hostilePictures())(
	"%s is refused in plain words, what was typed is kept, and nothing stays behind",
	async (_what, bytes) => {
		const answer = await send(bytes);
		expect([413, 422]).toContain(answer.status);
		expect(answer.root.querySelector("#refused")?.textContent).toMatch(/照片|文件/);
		expect(answer.root.querySelector("textarea[name=words]")?.textContent).toBe("先存两句话");
		expect(await db.select().from(photoDerivatives)).toEqual([]);
		expect(temporaryFiles()).toEqual([]);
	},
);

test("all of them at once: no 5xx but 'busy', memory stays bounded, and the wall is served before they are done", async () => {
	const before = residentBytes(site().pid);
	const done: string[] = [];
	const heavy = manyScans(await drawing(903, { width: 3000, height: 2000 }).jpeg({ progressive: true }).toBuffer(), 40);
	const sent = [...(await hostilePictures()).map(([, bytes]) => bytes), heavy, heavy].map(async (bytes) => {
		const { status } = await send(bytes);
		done.push("photo");
		return status;
	});
	await new Visitor(site().origin).open("/wall");
	done.push("wall");
	const statuses = await Promise.all(sent);
	expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);
	expect(done.indexOf("wall")).toBeLessThan(done.length - 1);
	expect(residentBytes(site().pid) - before).toBeLessThan(300 * MB);
	expect(temporaryFiles()).toEqual([]);
});

test("a photo that is also a page and an archive is taken as the photo that it is; nothing else of it is ever served", async () => {
	const chen = await signIn(new Visitor(site().origin), cast.homes.chen.viewer);
	const form = await chen.open(`/submit/${await draftOf(cast.homes.chen)}/photos?side=before`);
	const earlier = new Set((await db.select().from(photoDerivatives)).map(({ name }) => name));
	const answer = await chen.submit(form, "传照片，下一步", { photos: new File([new Uint8Array(await polyglot())], "x.php.jpg") });
	expect(answer.status).toBe(200);
	const served = (await db.select().from(photoDerivatives)).filter(({ name }) => !earlier.has(name));
	expect(served.length).toBeGreaterThan(0);
	for (const { name } of served) {
		expect(readFileSync(storedPath("photos", name)).includes("smuggled")).toBe(false);
		const loaded = await chen.ask(`/photos/${name}`);
		expect(loaded.headers.get("content-type")).toMatch(/^image\/(avif|jpeg)$/);
		expect(loaded.headers.get("content-disposition")).not.toContain("php");
	}
});

test("200 MB in pieces from a household are refused once they are too many; neither memory nor files stay", async () => {
	const before = residentBytes(site().pid);
	const headers = { cookie: cookieOf(bao), "transfer-encoding": "chunked", "content-type": "multipart/form-data; boundary=x" };
	const large = await postBulk(site(), { path: page.address, headers, begin: PART, bytes: 200 * MB });
	expect(large.status).toBe(413);
	expect(large.body).toContain("太大");
	expect(residentBytes(site().pid) - before).toBeLessThan(150 * MB);
	await expect.poll(temporaryFiles).toEqual([]);
});

const PART = '--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';

function cookieOf({ cookies }: Visitor): string {
	return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

test("a phone that loses its line in the middle of a photo leaves nothing in the temporary folder", async () => {
	const { port, origin } = site();
	const headers = { origin, cookie: cookieOf(bao), "content-type": "multipart/form-data; boundary=x", "content-length": 10 * MB };
	const cut = request({ port, host: "127.0.0.1", method: "POST", path: page.address, headers });
	cut.on("error", () => undefined);
	cut.write(Buffer.concat([Buffer.from(PART), await photoOf(904), Buffer.alloc(MB)]));
	await expect.poll(temporaryFiles).toHaveLength(1);
	cut.destroy();
	await expect.poll(temporaryFiles).toEqual([]);
});

test("a hundred files in one form: six are read, the others let go, in words", async () => {
	const files = Array.from({ length: 100 }, (_, n) => new File(["x"], `${n}.jpg`));
	const answer = await bao.submit(page, "传照片，下一步", { photos: files });
	expect(answer.status).toBe(422);
	expect(answer.root.querySelectorAll("#refused li")).toHaveLength(6);
	expect(temporaryFiles()).toEqual([]);
});
