import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { originalsOf } from "#domain/moderation/originals.ts";
import { expireOriginals } from "#domain/photos/originals.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { filesUnder } from "#tests/photos.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	submissionId = await sentSubmission(cast.homes.chen, { at: new Date() });
});

const as = async (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const address = () => `/moderation/${submissionId}/originals`;

async function ask(visitor: Visitor, fields: Record<string, string>): Promise<Response> {
	const headers = { origin: site().origin, "sec-fetch-site": "same-origin" };
	return visitor.ask(address(), { method: "POST", body: new URLSearchParams(fields), headers });
}

test("from the item to the original with a reason, as nothing but a picture that nobody keeps", async () => {
	const li = await as(cast.staff.li);
	const item = await li.open(`/moderation/${submissionId}`);
	const way = item.root.querySelectorAll("a").find((link: { textContent: string }) => link.textContent.trim() === "看原图");
	const form = await li.open(way?.getAttribute("href") ?? "");
	expect(form.address.startsWith(address())).toBe(true);
	const refused = await li.submit(form, "看原图", { reason: " " });
	expect(refused.status).toBe(422);
	expect(refused.text).toContain("查看原图要写明理由");
	const { photos } = await originalsOf(cast.staff.li, submissionId, new Date());
	const answer = await ask(li, { photo: photos[1]?.photoId ?? "", reason: "核对是不是这处院子", as: "picture" });
	expect(answer.status).toBe(200);
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		"content-type": "image/jpeg",
		"content-disposition": 'inline; filename="original.jpg"',
		"content-security-policy": "sandbox; default-src 'none'",
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
	});
	const bytes = Buffer.from(await answer.arrayBuffer());
	expect(filesUnder("originals").some((file) => readFileSync(file).equals(bytes))).toBe(true);
	const again = await li.open(`/moderation/${submissionId}`);
	expect(again.text).toContain("看过原图的人");
	expect(again.text).toContain("核对是不是这处院子");
});

test("an admin comes by the history, and may save the file instead", async () => {
	const wang = await as(cast.staff.wang);
	const form = await wang.open(address());
	expect(form.text).toContain("看过原图的人");
	const { photos } = await originalsOf(cast.staff.wang, submissionId, new Date());
	const answer = await ask(wang, { photo: photos[0]?.photoId ?? "", reason: "有人反映", as: "file" });
	expect(answer.headers.get("content-disposition")).toBe('attachment; filename="original.jpg"');
	await answer.body?.cancel();
});

test("who may not is told that there is nothing, asking or posting", async () => {
	for (const viewer of [cast.homes.chen.viewer, cast.staff.song]) {
		const visitor = await as(viewer);
		expect((await visitor.open(address())).status).toBe(404);
		const answer = await ask(visitor, { photo: "any", reason: "好奇" });
		expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
		await answer.body?.cancel();
	}
	const foreign = await (await as(cast.staff.li)).ask(address(), { method: "POST", headers: { origin: "https://elsewhere.example" } });
	expect(foreign.status).toBe(403);
	await foreign.body?.cancel();
});

test("when its days are over the page says so, and the picture is gone", async () => {
	const { photos } = await originalsOf(cast.staff.li, submissionId, new Date());
	await expireOriginals(sweepAt(new Date(Date.now() + 86_400_000 * 400)));
	const li = await as(cast.staff.li);
	expect((await li.open(address())).text).toContain("原图已经不在了");
	const answer = await ask(li, { photo: photos[0]?.photoId ?? "", reason: "核对" });
	expect(answer.status).toBe(404);
	expect(await answer.text()).toContain("已经按期删除");
});
