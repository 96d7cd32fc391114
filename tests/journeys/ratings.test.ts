import { afterAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { ratingRounds } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let yun: Viewer;
let address = "";
const site = useSite(async () => {
	cast = await inviteCast();
	yun = await hired("yun", "village_admin", cast.places.qingshi, cast.staff.wang);
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
});
afterAll(closeDarkroom);

const come = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);

/** A scorer sees yard after yard; each next one comes by itself. */
async function scoreAll(viewer: Viewer, mark: string): Promise<number> {
	const scorer = await come(viewer);
	let yard = await scorer.open((await scorer.open("/ratings/score")).root.querySelector("main a.button")?.getAttribute("href") ?? "");
	let seen = 0;
	for (; yard.text.includes("交，看下一户"); seen++) yard = await scorer.submit(yard, "交，看下一户", { A1: mark });
	expect(yard.text).toContain("都看完了");
	return seen;
}

test("without JavaScript a village opens a round, adds scorers and draws them; each sees yard after yard, and what is refused stays typed", async () => {
	const village = await come(yun);
	let page = await village.submit(await village.open("/staff/ratings"), "开一轮", { profile: "A" });
	expect(page.text).toContain("开了，等抽签");
	for (const name of ["李敏", "陈桂兰", "没有这个人"]) page = await village.submit(page, "添上", { name });
	expect([page.status, page.text]).toEqual([422, expect.stringContaining("没有“没有这个人”")]);
	address = (await db.select().from(ratingRounds)).map(({ id }) => `/staff/ratings/${id}`)[0] ?? "";
	expect((await village.submit(await village.open(address), "抽签")).text).toContain("至少要有 2 个评分员");
	const auditor = await come(cast.staff.song);
	let unsigned = await auditor.open("/staff/ratings");
	for (const name of ["陈桂兰", "李敏"]) unsigned = await auditor.submit(unsigned, `签字：请${name}做青石村的评分员`);
	expect(unsigned.text).toContain("签好了");
	expect((await village.submit(await village.open(address), "抽签")).text).toContain("抽好了");
	const li = await come(cast.staff.li);
	const list = await li.open("/ratings/score");
	const yard = await li.open(list.root.querySelector("main a.button")?.getAttribute("href") ?? "");
	const wrong = await li.submit(yard, "交，看下一户", { A1: "18", photo: new File(["x"], "a.txt") });
	expect([wrong.status, wrong.root.querySelector("input[name=A1][value='18']")?.hasAttribute("checked")]).toEqual([422, true]);
	const next = await li.submit(wrong, "交，看下一户", { A1: "18", photo: new File([new Uint8Array(await photoOf(3))], "a.jpg") });
	expect(next.text).toContain("这是下一户");
	expect([await scoreAll(cast.staff.li, "16"), await scoreAll(cast.homes.chen.viewer, "16")]).toEqual([1, 2]);
	expect((await village.submit(await village.open(address), "收分")).text).toContain("各户收到消息了");
});

test("the household reads its marks without names and objects; its village answers; nobody else finds them", async () => {
	const bao = await come(cast.homes.bao.viewer);
	expect((await bao.open("/me")).text).toContain("评分出来了");
	const own = await bao.open("/me/ratings");
	const read = await bao.open(own.root.querySelector("main .ledger a")?.getAttribute("href") ?? "");
	expect(read.text).toContain("门前净");
	expect(read.text).not.toContain("李敏");
	expect((await bao.submit(read, "交给村里查", { words: "门前那堆柴是隔壁家的。" })).text).toContain("门前那堆柴");
	expect((await (await come(cast.homes.chen.viewer)).ask(read.address)).status).toBe(404);
	const village = await come(yun);
	const answer = await village.open(
		(await village.open(address)).root.querySelector("main td a[href$='/objections']")?.getAttribute("href") ?? "",
	);
	const answered = await village.submit(answer, "答复", { answer: "去看了，分没有错。", verdict: "not_upheld" });
	expect(answered.text).toContain("去看了");
	expect((await new Visitor(site().origin).open("/ratings")).text).toContain("取中间的分");
});

test("without JavaScript the village enters who came to a clean-up, mends what is wrong, and each household reads its points", async () => {
	const village = await come(yun);
	const said = { code: "P04", heldOn: dayAt(new Date()), occasion: "冬日集中清洁", helped: "", words: "组长点的名", paperNumber: "" };
	const wrong = await village.submit(await village.open("/staff/awards"), "录入名单", { ...said, homes: "东沟 1\n东沟 88" });
	expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("没有找到：东沟 88")]);
	const list = await village.submit(wrong, "录入名单", { homes: "东沟 1" });
	expect(list.text).toContain("鲍春生10");
	const bao = await come(cast.homes.bao.viewer);
	expect((await bao.open("/me")).text).toContain("参加集中清洁，村里按名单记了 10 分");
	const statement = (await bao.open("/me/points")).text;
	for (const said of ["参加集中清洁", "村里没有积分资金：记的分是荣誉积分"]) expect(statement).toContain(said);
	expect((await new Visitor(site().origin).open(`/rules/${cast.places.qingshi.id}`)).text).not.toContain("P04、");
	const help = { ...said, code: "P05", occasion: "帮陈家扫院子", homes: "西坡 1", helped: "东沟 2" };
	await village.submit(await village.open("/staff/awards"), "录入名单", help);
	const chen = await come(cast.homes.chen.viewer);
	const asked = await chen.open("/me/helped");
	expect(asked.text).toContain("这几户来帮的：西坡 0001 户");
	for (const _ of ["once", "twice"]) expect((await chen.submit(asked, "是，帮过")).text).toContain("记下了，谢谢");
});
