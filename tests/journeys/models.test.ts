import { afterAll, expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { noticeModel } from "#domain/models/notice.ts";
import { proposeModel } from "#domain/models/propose-model.ts";
import { proposeTitle } from "#domain/models/title.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { addUnit } from "#domain/units/units.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
import { signOpen, storyOf, titledModel, warnedAt } from "#tests/models.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
let bai: Viewer;
/** 青石村 had the title once, lost it, and is noticed anew since twenty-five days. */
const models = { lost: "", noticed: "" };
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	const { baiyang, qingshi } = cast.places;
	const [by, at] = [offices.tao, MORNING];
	bai = await hired("bai", "village_admin", baiyang, by);
	await addUnit({ regionId: baiyang.id, name: "白杨村村委会", phone: "0991-8812399", by, at });
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at });
	models.lost = await titledModel(cast, offices, daysAgo(200));
	await warnedAt(models.lost, offices, daysAgo(150));
	await proposeTitle({ modelVillageId: models.lost, why: "限期过了，主巷的垃圾还在。", by: cast.staff.wang, at: daysAgo(110) });
	await signOpen(cast.staff.song, daysAgo(110));
	const again = await proposeModel({ villageId: qingshi.id, by: offices.yun, at: daysAgo(26) });
	models.noticed = again.modelVillageId;
	await noticeModel({ ...again, by: offices.tao, at: daysAgo(25) });
});
afterAll(closeDarkroom);
const stranger = () => new Visitor(site().origin);
const as = (viewer: Viewer) => signIn(stranger(), viewer);
const photo = async (number: number) =>
	new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], `IMG${number}.jpg`, { type: "image/jpeg" });

let proposed = "";

test("a village proposes itself, tells its story and shows its lanes, which nobody outside sees yet", async () => {
	const village = await as(bai);
	expect((await village.open("/staff")).html).toContain('href="/staff/models"');
	const desk = await village.open("/staff/models");
	let page = await village.submit(desk, "推荐", { villageId: cast.places.baiyang.id });
	expect(page.text).toContain("推荐了。接着写故事、放照片。");
	proposed = page.address.replace(/\?.*/, "");
	expect(page.text).toContain("故事写好、照片成对以后，才能公示");
	const { costs, unitId: _, ...story } = storyOf(offices);
	const unitId = page.root.querySelectorAll("select[name=unitId] option").find((one) => one.textContent?.includes("白杨村"));
	const told = { ...story, unitId: unitId?.getAttribute("value") ?? "", "cost-state": costs.state, "cost-village": "", "cost-others": "" };
	const refused = await village.submit(page, "存下", { ...told, "cost-households": "500", stays: "有事打 13900001111 找村里。" });
	expect([refused.status, refused.text.includes("这里像是写了手机号")]).toEqual([422, true]);
	expect(refused.root.querySelector('form[action*="models.write"] textarea[name=why]')?.textContent).toContain("柴草");
	page = await village.submit(refused, "存下", { ...told, "cost-households": "500" });
	expect(page.text).toContain("存好了。");

	// A second picture that is none: the first is there, and the pair waits for its other side.
	const bad = new File(["no picture"], "b.jpg", { type: "image/jpeg" });
	page = await village.submit(page, "传上去", { words: "村口到桥头的路", before: await photo(1), after: bad });
	expect([page.status, page.text.includes("还缺收拾后的")]).toEqual([422, true]);
	page = await village.submit(page, "补上这一张", { after: await photo(2) });
	expect(page.text).toContain("照片传好了");
	const hide = await village.open(page.root.querySelector('a[href*="/redact?photo="]')?.getAttribute("href") ?? "");
	page = await village.submit(hide, "遮住", { cells: ["0-0"] });
	expect(page.text).toContain("遮住了。");
	expect((await village.open(proposed)).text).not.toContain("看过了，开始公示");
	const own = page.root.querySelector(".model-sides img")?.getAttribute("src") ?? "";
	expect([(await village.ask(own)).status, (await stranger().ask(own)).status]).toEqual([200, 404]);
	expect((await stranger().open(proposed.replace("/staff", ""))).status).toBe(404);
});

test("the town begins the notice, and everybody sees story and lanes; a household asks, the town answers", async () => {
	const publicAddress = proposed.replace("/staff", "");
	const town = await as(offices.tao);
	const noticed = await town.submit(await town.open(proposed), "看过了，开始公示");
	expect(noticed.text).toContain("开始公示了。");
	const seen = await stranger().open(publicAddress);
	for (const words of ["公示到", "村口到桥头的路", "白杨村村委会", "0991-8812399", "12,000 元", "修水沟三百米", "看得还不够多"])
		expect(seen.text, words).toContain(words);
	expect(seen.text).not.toMatch(/村集体|bai 同事|tao 同事/);
	const picture = seen.root.querySelector(".compare picture img")?.getAttribute("src") ?? "";
	expect((await stranger().ask(picture)).status).toBe(200);
	expect((await stranger().open("/models")).text).toContain("白杨村");

	const household = await as(cast.homes.chen.viewer);
	const question = await household.open(`${publicAddress}/objections`);
	const sent = await household.submit(question, "交给村里查", { words: "桥头那边其实还没修水沟。" });
	expect(sent.text).toContain("第 1 问");
	expect((await stranger().open(`${publicAddress}/objections?anew=1`)).text).not.toContain("桥头那边");
	expect((await town.open("/staff")).html).toContain(`${proposed}/objections`);
	const answering = await town.open(`${proposed}/objections`);
	await town.submit(answering, "答复并公开", { verdict: "not_upheld", answer: "去看了，上个月修好的。" });
	expect((await stranger().open(`${publicAddress}/objections?anew=2`)).text).toContain("上个月修好的");
});

test("the notice over, the town reviews, two of the district sign, and a visitor reads all of it; the inspector comes again", async () => {
	const address = `/staff/models/${models.noticed}`;
	const yun = await as(offices.yun);
	expect((await yun.open(address)).root.querySelectorAll('form[action*="models.review"]')).toHaveLength(0);
	const tao = await as(offices.tao);
	expect((await tao.submit(await tao.open(address), "复核通过，报区里签字")).text).toContain("复核过了");
	const wang = await as(cast.staff.wang);
	const form = await wang.open(address);
	const short = await wang.submit(form, "提出，等另一个人签字", { why: "好" });
	expect([short.status, short.root.querySelector('form[action*="models.ask"] textarea[name=why]')?.textContent]).toEqual([422, "好"]);
	expect((await wang.submit(form, "提出，等另一个人签字", { why: "公示没有不同意见，村里做得扎实。" })).text).toContain("等另一个人签字");
	const song = await as(cast.staff.song);
	expect((await song.open("/staff")).html).toContain(address);
	expect((await song.submit(await song.open(address), "签字：命名为示范村")).text).toContain("签好了");

	const list = await stranger().open("/models?anew=1");
	expect(list.text).toContain("青石村");
	const visit = await stranger().open(`/models/${models.noticed}?anew=1`);
	for (const words of [
		"示范村：青石村",
		"为什么做",
		"怎么做的",
		"怎么一直这样",
		"花了多少钱",
		"怎么去",
		"找谁问",
		"下一次复查在",
		"不看票数",
	])
		expect(visit.text, words).toContain(words);
	expect(visit.root.querySelector('meta[property="og:image"]')?.getAttribute("content")).toContain("lane-main-after");
	expect(visit.text).not.toMatch(/王立新|宋平|同事/);
	expect((await stranger().open(`/villages/${cast.places.qingshi.id}?anew=1`)).html).toContain(`/models/${models.noticed}`);
	expect((await stranger().open("/?anew=1")).html).toContain(`/models/${models.noticed}`);

	const gu = await as(offices.gu);
	const check = await gu.open(address);
	const said = { result: "warned", words: "主巷又堆了建筑垃圾。" };
	const noTerm = await gu.submit(check, "记下", { ...said, days: "" });
	expect([noTerm.status, noTerm.text.includes("请选给多少天改正")]).toEqual([422, true]);
	expect((await gu.submit(check, "记下", { ...said, days: "30" })).text).toContain("复查记下了");
	expect((await stranger().open(`/models/${models.noticed}?anew=2`)).text).toContain("复查没有通过，限");
});

test("of a village that lost the title the page says so, with the reason, and keeps its story; it is on no list", async () => {
	const page = await stranger().open(`/models/${models.lost}`);
	expect(page.text).toContain("青石村现在不是示范村了");
	expect(page.text).toContain("限期过了，主巷的垃圾还在。");
	expect(page.text).toContain("院坝会");
	expect((await stranger().open("/models")).html).not.toContain(models.lost);
});

test("the page of a village that was merged leads on for good, to where it goes on", async () => {
	const { baiyang, qingshi } = cast.places;
	await mergeRegion({ regionId: qingshi.id, intoId: baiyang.id, by: cast.staff.wang, at: new Date() });
	const answer = await stranger().ask(`/en/models/${models.lost}`);
	expect([answer.status, answer.headers.get("location")]).toEqual([301, `/en/villages/${baiyang.id}`]);
});
