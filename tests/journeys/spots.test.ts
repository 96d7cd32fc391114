import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { addMember } from "#domain/units/members.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { assigned, type Offices, reported, saidFixed, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

// What the offices and a unit do with a reported spot, from page to page by plain forms.
let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	offices = await spotOffices(cast);
	await enterStale();
});

const as = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const stageOf = async (spotId: string) => (await db.select({ stage: spots.stage }).from(spots).where(eq(spots.id, spotId)))[0]?.stage;
let pictures = 900;
async function photo(): Promise<File> {
	pictures += 1;
	return new File([new Uint8Array(await photoOf(pictures, { width: 400, height: 300 }))], "IMG.jpg", { type: "image/jpeg" });
}
const of = (spotId: string) => `/staff/spots/${spotId}`;

test("a clerk is led from home to what waits, reads held words, checks the spot and assigns it to the unit that the map suggests, one form at a time", async () => {
	const { spotId } = await reported(cast, { words: "张某某倒的", place: "桥西头" });
	const li = await as(cast.staff.li);
	expect((await li.open("/staff")).root.querySelector("main a[href='/staff/spots?list=triage']")?.textContent).toMatch(
		/^\d+ 处随手拍等着核实/,
	);
	const list = await li.open("/staff/spots?list=triage");
	expect(list.text).toContain("东沟 桥西头");
	expect(list.text).toContain("1 人反映");
	expect(list.root.querySelector(`a[href="${of(spotId)}"]`)).not.toBeNull();
	const page = await li.open(of(spotId));
	expect(page.text).toContain("像是提到了人、电话、车牌或门牌");
	expect(page.root.querySelectorAll(".spot-next > form")).toHaveLength(1);
	const read = await li.submit(page, "划掉");
	expect(read.text).toContain("这段话划掉了");
	expect(read.text).not.toContain("张某某");
	const checked = await li.submit(read, "核实了，是真的");
	expect(checked.text).toContain("核实了。下一步是交办。");
	expect(checked.root.querySelector("select[name=unitId] option[selected]")?.textContent).toBe("青石村村委会（包片的）");
	const refused = await li.submit(checked, "交办", { words: "清沟" });
	expect([refused.status, refused.text.includes("请选是什么原因")]).toEqual([422, true]);
	expect(refused.root.querySelector("textarea[name=words]")?.textContent).toBe("清沟");
	const done = await li.submit(refused, "交办", { cause: "cleaning_duty", grade: "C" });
	expect(done.text).toContain("交办了，责任单位收到了通知");
	expect(await stageOf(spotId)).toBe("assigned");
	const [order] = await db.select().from(spotAssignments).where(eq(spotAssignments.spotId, spotId));
	expect(order).toMatchObject({ unitId: offices.unitId, grade: "C", words: "清沟" });
});

test("what lies in a yard is told to the household that the clerk finds by pinyin; what another reported is joined to it", async () => {
	const { spotId } = await reported(cast);
	const li = await as(cast.staff.li);
	const found = await li.submit(await li.open(of(spotId)), "查找", { search: "chenguilan" });
	expect(found.text).toContain("东沟 0002 陈桂兰");
	const away = await li.submit(found, "不归这里管", { door: "yard", householdId: "household-chen", why: "是院子里的，已经告诉这户。" });
	expect(away.text).toContain("一户院子里的事，悄悄告诉这户");
	expect((await noticesFor(cast.homes.chen.viewer)).map(({ kind }) => kind)).toContain("yard_reported");
	const [one, other] = [await reported(cast), await reported(cast)];
	const joined = await li.submit(await li.open(of(other.spotId)), "并到这一处", { into: one.spotId });
	expect(joined.root.querySelector(`main a[href="${of(one.spotId)}"]`)).not.toBeNull();
	expect(await stageOf(other.spotId)).toBe("merged");
});

test("a unit sends pictures and says that it is fixed without JavaScript; without one it is refused, and a picture that is none is told", async () => {
	const { spotId } = await assigned(cast, offices, { report: { place: "村口桥头" } });
	const yun = await as(offices.yun);
	expect((await yun.open("/staff")).text).toMatch(/\d+ 处交办给您单位，等着改/);
	const page = await yun.open(of(spotId));
	expect(page.text).toContain("改好了，拍照交上");
	const none = await yun.submit(page, "改好了");
	expect([none.status, none.text.includes("请拍一张照片")]).toEqual([422, true]);
	const wrong = await yun.submit(page, "改好了", { photos: new File(["no picture"], "a.jpg", { type: "image/jpeg" }) });
	expect([wrong.status, wrong.text.includes("a.jpg")]).toEqual([422, true]);
	expect(await stageOf(spotId)).toBe("assigned");
	const half = await yun.submit(page, "改了一半", { photos: await photo() });
	expect(half.text).toContain("记下了：改了一半");
	expect(half.root.querySelectorAll(".spot-pictures figure")).toHaveLength(2);
	const sent = await yun.submit(half, "改好了");
	expect(sent.text).toContain("交上了，等别的人来复核");
	expect(await stageOf(spotId)).toBe("said_fixed");
	const again = await yun.submit(half, "改好了");
	expect([again.status, await stageOf(spotId)]).toEqual([200, "said_fixed"]);
});

test("the unit explains, plans and appeals, each once; another person answers the appeal; the town answers what is missing", async () => {
	const { spotId } = await assigned(cast, offices, { grade: "D", cause: "facility_gap", at: minutesAfter(MORNING, 40) });
	const yun = await as(offices.yun);
	const planned = await yun.submit(await yun.open(of(spotId)), "form[action*='spots.plan']", {});
	expect([planned.status, planned.text.includes("计划写 1 到 6 步")]).toEqual([422, true]);
	const told = await yun.submit(planned, "交说明", { words: "桶已经在买了。" });
	expect(told.text).toContain("说明交上了");
	const refused = await yun.submit(told, "申诉", { words: "不" });
	expect([refused.status, refused.root.querySelector("details[open] #words-appeal")?.textContent]).toEqual([422, "不"]);
	const appealed = await yun.submit(refused, "申诉", { words: "这一处归水务所管。" });
	expect(appealed.text).toContain("申诉还没有答复");
	expect(appealed.text).not.toContain("答复申诉");
	const li = await as(cast.staff.li);
	expect((await li.open(of(spotId))).root.querySelector("input[value=upheld]")).toBeNull();
	const meng = await as(cast.staff.meng);
	const answered = await meng.submit(await meng.open(of(spotId)), "答复", { verdict: "rejected", words: "看过图，归村委会管。" });
	expect(answered.text).toContain("申诉不成立，照原来的办");
	const tao = await as(offices.tao);
	const gap = await tao.submit(await tao.open(of(spotId)), "答复", { answer: "planned", words: "列入十二月的计划。" });
	expect(gap.text).toContain("列入计划");
});

test("an inspector sends a fix back with what is missing, then confirms it, and finds the relapse; nobody of the unit is offered it", async () => {
	const { spotId } = await assigned(cast, offices, { at: minutesAfter(MORNING, 50) });
	await saidFixed(spotId, offices.yun);
	const yun = await as(offices.yun);
	expect((await yun.open(of(spotId))).text).not.toContain("看过了，是改好了");
	const gu = await as(offices.gu);
	expect((await gu.open("/staff")).root.querySelector("main a[href='/staff/spots?list=confirm']")).not.toBeNull();
	const list = await gu.open("/staff/spots");
	expect(list.root.querySelector(".kinds [aria-current=page]")?.textContent).toContain("等着复核");
	const back = await gu.submit(await gu.open(of(spotId)), "退回", { why: "沟里还有一半。" });
	expect(back.text).toContain("沟里还有一半。");
	expect(await stageOf(spotId)).toBe("in_hand");
	await saidFixed(spotId, offices.yun, minutesAfter(MORNING, 200));
	const closed = await gu.submit(await gu.open(of(spotId)), "看过了，是改好了", { pictures: "clear" });
	expect(closed.text).toContain("销号了");
	const relapsed = await gu.submit(closed, "又反弹了", { why: "又堵上了。" });
	expect(relapsed.text).toContain("又堵上了。");
	expect(await stageOf(spotId)).toBe("relapsed");
});

test("who confirms a fix with somebody on its picture is led to hide them at once, and says so where there is nothing", async () => {
	const { spotId } = await assigned(cast, offices, { at: minutesAfter(MORNING, 55) });
	await saidFixed(spotId, offices.yun);
	const gu = await as(offices.gu);
	const redact = await gu.submit(await gu.open(of(spotId)), "看过了，是改好了", { pictures: "hide" });
	expect(redact.text).toContain("请把照片里的人、门牌、车牌遮住");
	expect((await gu.submit(redact, "遮住", { cells: ["0-0"] })).text).toContain("已经遮住");
	const other = await reported(cast);
	const li = await as(cast.staff.li);
	const way = (await li.open(of(other.spotId))).root.querySelector("a[href*='/redact?photo=']")?.getAttribute("href") ?? "";
	const passed = await li.submit(await li.open(way), "看过了，没有要遮的");
	expect(passed.text).toContain("记下了：没有要遮的");
	expect(passed.text).not.toContain("看过了，没有要遮的");
});

test("what the village turned away stands in the town's list and is taken up by one press; its reporter reads that it is looked at again", async () => {
	const puppet = await hired("puppet", "moderator", cast.places.qingshi, offices.yun);
	const { spotId, reference } = await reported(cast, { place: "砖厂边" });
	const own = await as(puppet);
	await own.submit(await own.open(of(spotId)), "不归这里管", { door: "no_problem", why: "去看了，没有问题。" });
	expect((await own.open(of(spotId))).text).toContain("等镇里或区里复看");
	const stranger = new Visitor(site().origin);
	expect((await stranger.open(`/report/${reference}`)).text).toContain("镇里或区里还会再看一遍");
	const tao = await as(offices.tao);
	expect((await tao.open("/staff")).text).toMatch(/\d+ 处退回的，待复看/);
	expect((await tao.open("/staff/spots?list=again")).text).toContain("砖厂边");
	const taken = await tao.submit(await tao.open(of(spotId)), "重新受理");
	expect(taken.text).toContain("重新受理了，反映的人会收到消息");
	expect(await stageOf(spotId)).toBe("reported");
});

test("a clerk opens the telephone that a reporter left by one press, on a page that no list leads past; what an inspector found says so", async () => {
	const { spotId } = await reported(cast, { phone: "13812345678" });
	const li = await as(cast.staff.li);
	const page = await li.open(of(spotId));
	expect(page.text).not.toContain("13812345678");
	const shown = await li.submit(page, "看电话");
	expect(shown.text).toContain("13812345678");
	expect((await li.open(`${of(spotId)}/phone`)).text).not.toContain("13812345678");
	expect((await (await as(offices.gu)).open(of(spotId))).text).not.toContain("看电话");
});

test("parts of a picture are hidden by cells; who acts for the unit may not, and a publicist may", async () => {
	const { spotId } = await reported(cast);
	const li = await as(cast.staff.li);
	const page = await li.open(of(spotId));
	const way = page.root.querySelector("a[href*='/redact?photo=']")?.getAttribute("href") ?? "";
	const form = await li.open(way);
	const empty = await li.submit(form, "遮住");
	expect(empty.status).toBe(422);
	const hidden = await li.submit(form, "遮住", { cells: ["0-0", "1-0"] });
	expect(hidden.text).toContain("已经遮住");
	const publicist = await hired("pan", "publicist", cast.places.qingshi, cast.staff.wang);
	const pan = await as(publicist);
	expect((await pan.open(of(spotId))).status).toBe(404);
	expect((await pan.submit(await pan.open(way), "遮住", { cells: ["2-0"] })).text).toContain("已经遮住");
	await addMember({ unitId: offices.unitId, personId: publicist.personId, by: offices.tao, at: MORNING });
	expect((await pan.open(way)).status).toBe(404);
	expect((await (await as(offices.yun)).open(way)).status).toBe(404);
});

test("the round of a unit is one sheet by place, and whoever acts for none has none", async () => {
	await assigned(cast, offices, { report: { place: "老井边" } });
	const sheet = await (await as(offices.yun)).open("/staff/spots/round");
	expect(sheet.root.querySelector(".sheet h2")?.textContent).toBe("青石村村委会");
	expect(sheet.root.querySelector(".sheet")?.textContent).toContain("老井边");
	expect(sheet.root.querySelectorAll(".sheet td.box").length).toBeGreaterThan(0);
	expect((await (await as(offices.gu)).open("/staff/spots/round")).status).toBe(404);
});

test("the town reads late spots by unit, and those of one alone", async () => {
	const tao = await as(offices.tao);
	const late = await tao.open("/staff/spots?list=late");
	const row = late.root.querySelectorAll("tbody tr").map((line) => line.textContent.replace(/\s+/g, " ").trim());
	expect(row).toHaveLength(1);
	expect(row[0]).toMatch(/^青石村村委会\d+过了 \d+ 天$/);
	const one = await tao.open(late.root.querySelector("tbody a")?.getAttribute("href") ?? "");
	expect(one.root.querySelectorAll(".spot-row").length).toBe(late.root.querySelectorAll(".spot-row").length);
	expect((await tao.open("/staff/spots?list=late&unit=none")).text).toContain("没有过期的");
});
