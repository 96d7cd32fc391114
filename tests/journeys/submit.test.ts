import { existsSync, readdirSync, statSync } from "node:fs";
import { request } from "node:http";
import { eq } from "drizzle-orm";
import type { HTMLElement } from "node-html-parser";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { submissionPhotos, submissions } from "#db/schema/submissions.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { roomForDrafts } from "#domain/submissions/start-draft.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { decided, draftOf, readyDraft, sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let returned: string;
const site = useSite(async () => {
	cast = await inviteCast();
	returned = await sentSubmission(cast.homes.du, { number: 50 });
	await decided(returned, "returned", cast.staff.li.personId);
});

let bao: Visitor;
let chen: Visitor;
beforeAll(async () => {
	bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	chen = await signIn(new Visitor(site().origin), cast.homes.chen.viewer);
});

async function photo(number: number, name = `IMG_${number}.jpg`): Promise<File> {
	return new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], name, { type: "image/jpeg" });
}

test("a household goes through the four steps without JavaScript, and finds it waiting under my courtyard", async () => {
	const before = await bao.open("/submit");
	expect(before.text).toContain("第 1 步，共 4 步");
	expect(await db.select().from(submissions).where(eq(submissions.householdId, cast.homes.bao.householdId))).toEqual([]);
	const after = await bao.submit(before, "传照片，下一步", { photos: [await photo(1), await photo(2)] });
	expect(after.text).toContain("照着这张的位置拍");
	const about = await bao.submit(after, "传照片，下一步", { photos: await photo(3), words: "扫了一上午，\n心里敞亮。" });
	expect(about.address).toMatch(/\/about$/);
	const check = await bao.submit(about, "门前扫干净了");
	expect(check.text).toContain("门前扫干净了");
	expect(check.root.querySelectorAll(".thumbs img")).toHaveLength(3);
	expect(check.root.querySelector("#consentsToDisplay")?.hasAttribute("checked")).toBe(false);
	const unsaid = await bao.submit(check, "交给村里", { consentsToDisplay: true });
	expect([unsaid.status, unsaid.text]).toEqual([422, expect.stringContaining("请选一样")]);
	const untold = await bao.submit(unsaid, "交给村里", { startedBy: "self", consentsToDisplay: false });
	expect([untold.status, untold.text.split("打个勾")]).toEqual([422, expect.objectContaining({ length: 2 })]);
	const sent = await bao.submit(untold, "交给村里", { consentsToDisplay: true });
	expect(sent.address).toBe("/me?done=sent");
	expect(sent.text).toContain("交上去了");
	const me = await bao.open("/me");
	expect(me.text).toContain("村里正在看");
	const points = await bao.open("/me/points");
	expect(points.text).toContain("交来的那组村里正在看，展示以后记 5 分");
	expect(me.text).toContain("扫了一上午");
});

test("a photo that is none is named beside the form, the others are kept, and so are the words", async () => {
	const address = `/submit/${await draftOf(cast.homes.bao, { key: "mixed" })}/photos?side=after`;
	const page = await bao.open(address);
	const files = [await photo(11), new File(["不是照片"], "村里通知.txt", { type: "text/plain" })];
	const answer = await bao.submit(page, "传照片，下一步", { photos: files, words: "先存两句话" });
	expect(answer.status).toBe(422);
	expect(answer.text).toContain("“村里通知.txt”");
	expect(answer.text).toContain("收到 1 张");
	expect(answer.root.querySelector("textarea[name=words]")?.textContent).toBe("先存两句话");
	const words = (one: typeof page) => one.root.querySelector("textarea[name=words]")?.textContent;
	const removed = await bao.submit(answer, "button[name=remove]", { words: "还没存的第三句" });
	expect([removed.address, removed.text.includes("收到 1 张"), words(removed)]).toEqual([address, false, "还没存的第三句"]);
	const twice = await bao.submit(answer, "button[name=remove]", { words: "扫".repeat(510) });
	expect([twice.status, twice.text.includes("多了 10 个"), words(twice)]).toEqual([422, true, "扫".repeat(510)]);
});

test("of a pair that was sent meanwhile no photo is taken away", async () => {
	const submissionId = await readyDraft(cast.homes.chen, { key: "meanwhile", number: 90 });
	const page = await chen.open(`/submit/${submissionId}/photos?side=before`);
	await sendSubmission({ submissionId, consentsToDisplay: true, by: cast.homes.chen, at: new Date() });
	await chen.submit(page, "button[name=remove]");
	expect((await chen.open(`/me/submissions/${submissionId}`)).root.querySelectorAll("main img").length).toBeGreaterThan(1);
	expect(await db.select().from(submissionPhotos).where(eq(submissionPhotos.submissionId, submissionId))).toHaveLength(2);
});

test("without a photo the first step leads nowhere, and says so", async () => {
	const page = await bao.open(`/submit/${await draftOf(cast.homes.bao, { key: "mixed" })}/photos?side=before`);
	const answer = await bao.submit(page, "传照片，下一步");
	expect([answer.status, answer.text]).toEqual([422, expect.stringContaining("还没有选照片")]);
});

test("too many words are told, and stand in the box again", async () => {
	const page = await bao.open(`/submit/${await draftOf(cast.homes.bao, { key: "mixed" })}/photos?side=after`);
	const answer = await bao.submit(page, "传照片，下一步", { words: "扫".repeat(510), photos: await photo(12) });
	expect([answer.status, answer.text]).toEqual([422, expect.stringContaining("多了 10 个")]);
	expect(answer.root.querySelector("textarea[name=words]")?.textContent).toBe("扫".repeat(510));
});

test("a phone that sends photo by photo gets its answer as JSON, and the same again for the same photo", async () => {
	const submissionId = await draftOf(cast.homes.chen, { key: "phone" });
	const send = async (file: File) => {
		const form = new FormData();
		form.append("photos", file);
		const seen = await chen.post(`/submit/${submissionId}/photos?side=before`, form, { accept: "application/json" });
		return [seen.status, JSON.parse(seen.html)] as const;
	};
	const [status, first] = await send(await photo(21));
	expect(status).toBe(200);
	expect(await send(await photo(21))).toEqual([200, { added: [{ photoId: first.added[0].photoId, notes: [] }] }]);
	expect(await send(new File(["文字"], "a.jpg"))).toMatchObject([422, { added: [], message: expect.stringContaining("照片") }]);
});

test("a returned one says what is wrong, is mended, turned round and sent again", async () => {
	const du = await signIn(new Visitor(site().origin), cast.homes.du.viewer);
	const me = await du.open("/me");
	const waits = me.text.indexOf("要您改一改");
	expect(waits).toBeGreaterThan(0);
	expect(waits).toBeLessThan(me.text.indexOf("交一组前后对比"));
	expect(me.text).toContain("请换一张亮一点的。");
	const check = await du.open(`/submit/${returned}/check`);
	const [first] = check.root.querySelectorAll(".thumbs img").map((image: HTMLElement) => image.getAttribute("src"));
	const turned = await du.submit(check, "前后放反了，换过来");
	expect(turned.root.querySelectorAll(".thumbs img").map((image: HTMLElement) => image.getAttribute("src"))[1]).toBe(first);
	const sent = await du.submit(turned, "交给村里");
	expect(sent.text).toContain("交上去了");
	const life = await du.open(`/me/submissions/${returned}`);
	expect(life.root.querySelectorAll(".life > li")).toHaveLength(4);
	expect(life.text).toContain("杜长河办的");
});

test("what was handed in can be taken back, after a plain word on what follows", async () => {
	const submissionId = await sentSubmission(cast.homes.chen, { key: "back", number: 60 });
	const page = await chen.open(`/me/submissions/${submissionId}`);
	expect(page.text).toContain("撤回以后不能恢复");
	const done = await chen.submit(page, "想好了，撤回");
	expect(done.address).toBe("/me?done=takenBack");
	expect(done.text).toContain("撤回好了，不会展示。");
	expect((await chen.open(`/submit/${submissionId}/check`)).address).toBe(`/me/submissions/${submissionId}`);
});

test("a draft says on its pages when it goes if nobody touches it", async () => {
	const submissionId = await draftOf(cast.homes.chen, { key: "left", at: new Date("2026-11-02T09:00:00+08:00") });
	for (const address of ["/me", `/me/submissions/${submissionId}`]) {
		expect((await chen.open(address)).text).toContain("一直不动的话，2026年12月2日连照片一起清理。");
	}
});

test("somebody else's submission is a missing page on every address, also for photos", async () => {
	const submissionId = await draftOf(cast.homes.chen, { key: "phone" });
	for (const place of ["", "/photos?side=before", "/about", "/check", "/mend"]) {
		expect((await bao.open(`/submit/${submissionId}${place}`)).status).toBe(404);
	}
	expect((await bao.open(`/me/submissions/${submissionId}`)).status).toBe(404);
	const form = new FormData();
	form.append("photos", await photo(31));
	expect((await bao.post(`/submit/${submissionId}/photos?side=before`, form)).status).toBe(404);
});

test("a photo goes to disk while it still comes, and a line that breaks leaves nothing there", async () => {
	const submissionId = await draftOf(cast.homes.chen, { key: "phone" });
	const head = '--line\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';
	const headers = {
		...{ cookie: `session=${chen.cookies.get("session")}`, origin: site().origin, "content-length": 4_000_000 },
		"content-type": "multipart/form-data; boundary=line",
	};
	const line = request(`${site().origin}/submit/${submissionId}/photos?side=before`, { method: "POST", headers });
	line.on("error", () => undefined);
	line.write(Buffer.concat([Buffer.from(head), Buffer.alloc(1_000_000, 7)]));
	await expect.poll(() => bytesBelow(`${site().dataDir}/tmp`)).toBeGreaterThan(900_000);
	line.destroy();
	await expect.poll(() => bytesBelow(`${site().dataDir}/tmp`)).toBe(0);
});

function bytesBelow(folder: string): number {
	return existsSync(folder) ? readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0) : 0;
}

test("in English the steps stay in English", async () => {
	const fan = await signIn(new Visitor(site().origin), cast.homes.fan.viewer);
	const after = await fan.submit(await fan.open("/en/submit"), "Send photos and go on", { photos: await photo(71) });
	expect(after.address).toMatch(/^\/en\/submit\/\w+\/photos\?side=after$/);
	const about = await fan.submit(after, "Send photos and go on", { photos: await photo(72) });
	const check = await fan.submit(about, "The whole courtyard tidied");
	expect(check.address).toMatch(/^\/en\/submit\/\w+\/check$/);
	expect(check.text).toContain("The whole courtyard tidied");
});

test("the first photo sent twice at once begins one pair; without one none begins, nor with a file that is no photo", async () => {
	const all = () => db.select().from(submissions).where(eq(submissions.householdId, cast.homes.fan.householdId));
	const fan = await signIn(new Visitor(site().origin), cast.homes.fan.viewer);
	const had = (await all()).length;
	const page = await fan.open("/submit?new");
	const empty = await fan.submit(page, "传照片，下一步");
	expect([empty.status, empty.text]).toEqual([422, expect.stringContaining("还没有选照片")]);
	const none = await fan.submit(page, "传照片，下一步", { photos: new File(["文字"], "通知.jpg") });
	expect([none.status, none.text]).toEqual([422, expect.stringContaining("“通知.jpg”")]);
	expect(await all()).toHaveLength(had);
	const file = await photo(81);
	const [one, two] = await Promise.all([
		fan.submit(none, "传照片，下一步", { photos: file }),
		fan.submit(none, "传照片，下一步", { photos: file }),
	]);
	expect(one.address).toBe(two.address);
	expect(await all()).toHaveLength(had + 1);
	expect((await fan.open("/submit")).text).toContain("您还有没弄完的");
});

test("at the limit the first step shows what waits, each with its picture, its day and a way to throw it away, also to a second tab; back after that, the old page begins another pair", async () => {
	const fan = await signIn(new Visitor(site().origin), cast.homes.fan.viewer);
	const old = await fan.open("/submit?new");
	const { left } = await roomForDrafts(cast.homes.fan);
	for (let number = 90; number < 90 + left; number += 1)
		await fan.submit(await fan.open("/submit?new"), "传照片，下一步", { photos: await photo(number) });
	for (const page of [await fan.open("/submit?new"), await fan.submit(old, "传照片，下一步", { photos: await photo(93) })]) {
		expect(page.text).toContain("您手上已经有 3 份没交的");
		expect(page.root.querySelectorAll(".own").map((one) => one.querySelector("img") !== null)).toEqual([true, true, true]);
		expect([page.text.split("存的").length, page.text.includes("另外开一份")]).toEqual([4, false]);
		expect(page.root.querySelector("input[type=file]")).toBeNull();
	}
	const done = await fan.submit(await fan.open("/submit"), "想好了，删掉");
	expect(done.address).toBe("/me?done=deleted");
	const begun = await fan.submit(old, "传照片，下一步", { photos: await photo(93) });
	await fan.submit(await fan.open(`/me/submissions/${begun.address.split("/")[2]}`), "想好了，删掉");
	const anew = await fan.submit(old, "传照片，下一步", { photos: await photo(94) });
	expect(anew.address).toMatch(/^\/submit\/\w+\/photos\?side=after$/);
	expect(anew.address).not.toBe(begun.address);
});

test("who is not signed in is led to the door, and comes back", async () => {
	const seen = await new Visitor(site().origin).ask("/submit");
	expect([seen.status, seen.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fsubmit&why=first"]);
});
