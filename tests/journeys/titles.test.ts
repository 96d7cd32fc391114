import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { grantedTitle, lateTitle, noticedTitle, settledYards, warnedTitle } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
let min: Viewer;
/** Du's notice is over; Chen's was looked at twice after a warning, and the days to speak are over; of another one the warning's term is over. */
const titles = { bao: "", chen: "", du: "", late: "" };
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	min = await hired("zhou", "town_admin", cast.places.shilin, cast.staff.wang);
	await settledYards(cast, {});
	titles.chen = await grantedTitle(cast, offices, daysAgo(260), "chen");
	await warnedTitle(titles.chen, offices, daysAgo(100));
	const fail = { result: "failed", words: "柴草还堆着，路过不去。", help: "", days: "" };
	await checkTitle({ titleId: titles.chen, ...fail, by: offices.tao, at: daysAgo(30) });
	titles.late = await lateTitle(cast, offices, "范平");
	await pairOf(cast.homes.du, "du-pair");
	titles.du = await noticedTitle(cast, offices, daysAgo(20), "du");
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
});
const stranger = () => new Visitor(site().origin);
const as = (viewer: Viewer) => signIn(stranger(), viewer);
/** What the reader may have found at a look. */
const offered = ({ root }: Seen) =>
	root.querySelectorAll('form[action*="titles.check"] [name=result]').map((one) => one.getAttribute("value"));
/** Sent without a page that offers it; the status of the answer. */
const forced = async (who: Visitor, action: string, fields: Record<string, string>) =>
	(await who.post(`/_actions/titles.${action}`, new URLSearchParams(fields))).status;

test("without JavaScript the village puts a courtyard forward, the household says yes, and the notice names it by its number alone", async () => {
	const yun = await as(offices.yun);
	const desk = await yun.open("/staff/titles");
	expect(desk.text).toContain("东沟 0001号 鲍春生");
	const asked = await yun.submit(desk, "推荐，问这一户愿不愿意 东沟 0001号 鲍春生");
	expect(asked.text).toContain("等户里答复");
	expect(asked.text).not.toContain("开始公示");
	titles.bao = asked.address.replace(/\?.*/, "").split("/").at(-1) ?? "";
	const bao = await as(cast.homes.bao.viewer);
	const me = await bao.open("/me");
	expect(me.text).toContain("青石村推荐您家当美丽庭院示范户");
	const said = await bao.submit(await bao.open("/me/title"), "愿意");
	expect(said.text).toContain("记下了：愿意");
	expect((await yun.open("/staff")).html).toContain('href="/staff/titles"');
	const noticed = await yun.submit(await yun.open(`/staff/titles/${titles.bao}`), "开始公示");
	expect(noticed.text).toContain("开始公示了");
	// For the wall, by the number that the household agreed to.
	const print = noticed.root.querySelector('main a[href*="/sheets/notice"]')?.getAttribute("href") ?? "";
	const sheet = await yun.open(print);
	expect(sheet.root.querySelector("[name=items]")?.text).toBe("庭院 code-bao");
	expect(sheet.root.querySelector("[name=title]")?.getAttribute("value")).toBe("关于青石村拟评美丽庭院示范户的公示");
	expect(sheet.root.querySelector("form[method=post]")?.text).not.toMatch(/鲍春生|0001/);
	const looked = await yun.submit(sheet, "看样子");
	expect(looked.html).toContain("data:image/png;base64,");
	expect((await yun.submit(looked, "下载 PDF")).headers.get("content-type")).toBe("application/pdf");
	// While it runs nobody gives the title.
	const wang = await as(cast.staff.wang);
	const address = `/staff/titles/${titles.bao}`;
	expect((await wang.open(address)).root.querySelectorAll('form[action*="titles.grant"]')).toHaveLength(0);
	expect(await forced(wang, "grant", { titleId: titles.bao, words: "去看过，门前院里都干净。" })).toBe(409);
	expect((await wang.open(address)).text).toContain("正在公示");

	const seen = await stranger().open(`/titles?village=${cast.places.qingshi.id}`);
	expect(seen.text).toContain("青石村，庭院 code-bao");
	expect((await stranger().open("/titles")).text).not.toMatch(/鲍春生|0001/);
	expect((await stranger().open(`/villages/${cast.places.qingshi.id}`)).html).toContain(`/titles?village=${cast.places.qingshi.id}`);
	expect((await stranger().open("/titles?village=none")).status).toBe(404);
});

test("another household asks, the town answers, and only who asked reads it, also after the household itself left", async () => {
	const address = `/titles/${titles.bao}/objections`;
	const du = await as(cast.homes.du.viewer);
	const sent = await du.submit(await du.open(address), "交给村里查", { words: "门前的沟是大家扫的。" });
	expect(sent.text).toContain("第 1 问");
	const own = await (await as(cast.homes.bao.viewer)).open(address);
	expect(own.text).toContain("由本村别的户来提");
	const tao = await as(offices.tao);
	expect((await tao.open("/staff")).html).toContain(`/staff/titles/${titles.bao}/objections`);
	const answering = await tao.open(`/staff/titles/${titles.bao}/objections`);
	await tao.submit(answering, "答复", { verdict: "not_upheld", answer: "去问过，是自家扫的。" });
	expect((await du.open(address)).text).toContain("是自家扫的");
	for (const other of [stranger(), await as(cast.homes.chen.viewer), await as(cast.homes.bao.viewer)])
		expect((await other.open(`${address}?anew=1`)).text).not.toMatch(/大家扫的|自家扫的/);

	const bao = await as(cast.homes.bao.viewer);
	expect((await bao.submit(await bao.open("/me/title"), "确定不要")).text).toContain("记下了：不要");
	expect((await stranger().open(`${address}?anew=2`)).status).toBe(404);
	expect((await stranger().open("/titles?anew=2")).text).not.toContain("code-bao");
	const kept = await du.open(address);
	expect([kept.status, kept.text.includes("是自家扫的"), kept.text.includes("code-bao")]).toEqual([200, true, false]);
});

test("the notice over, the district looks and gives the title; the household prints its plaque and shows it", async () => {
	const address = `/staff/titles/${titles.du}`;
	// Tao made Yun, who put it forward and noticed it.
	expect((await (await as(offices.tao)).open(address)).root.querySelectorAll('form[action*="titles.grant"]')).toHaveLength(0);
	const wang = await as(cast.staff.wang);
	expect((await wang.open("/staff/titles")).html).toContain(address);
	const form = await wang.open(address);
	const short = await wang.submit(form, "看过了，给称号", { words: "好" });
	expect([short.status, short.root.querySelector('form[action*="titles.grant"] textarea')?.textContent]).toEqual([422, "好"]);
	expect((await wang.submit(short, "看过了，给称号", { words: "去看过，门前院里都干净。" })).text).toContain("给了称号");
	const du = await as(cast.homes.du.viewer);
	const own = await du.open("/me/title");
	expect(own.text).toContain("您家从");
	const plaque = await du.ask(own.root.querySelector("main a[href$='/plaque']")?.getAttribute("href") ?? "");
	const pdf = Buffer.from(await plaque.arrayBuffer());
	expect([plaque.headers.get("content-type"), pdf.subarray(0, 5).toString()]).toEqual(["application/pdf", "%PDF-"]);
	const courtyard = "/courtyards/code-du";
	expect((await stranger().open(courtyard)).html).not.toContain("plaque");
	expect((await stranger().open(`/titles/${titles.du}`)).html).not.toContain("code-du");
	expect((await du.submit(own, "写在庭院页上")).text).toContain("大家在您家的庭院页上看得到");
	const shown = await stranger().open(courtyard);
	expect([shown.html.includes(`/titles/${titles.du}`), shown.text.includes("成为美丽庭院示范户")]).toEqual([true, true]);
	expect((await stranger().open(`/titles/${titles.du}`)).html).toContain(courtyard);
});

test("a warning offers help, the household says its word, nobody outside reads of it, and mended in time the title stands", async () => {
	const address = `/staff/titles/${titles.du}`;
	const [du, wang] = [await as(cast.homes.du.viewer), await as(cast.staff.wang)];
	const gu = await as(offices.gu);
	const check = await gu.open(address);
	const found = { result: "warned", words: "柴草又堆到门口了。", days: "30", help: "" };
	const noHelp = await gu.submit(check, "记下", found);
	expect([noHelp.status, noHelp.text.includes("先帮，再说摘牌"), noHelp.root.querySelector("textarea[name=words]")?.textContent]).toEqual([
		422,
		true,
		found.words,
	]);
	expect((await gu.submit(noHelp, "记下", { help: "村里周六来两个人帮着码。" })).text).toContain("复核记下了");
	expect(offered(await gu.open(address))).toEqual(["passed"]);
	const told = await du.open("/me/title");
	for (const words of ["柴草又堆到门口了", "村里周六来两个人帮着码", "前改好就行"]) expect(told.text).toContain(words);
	// What presses comes before the plaque.
	expect(told.text.indexOf("柴草又堆到门口了")).toBeLessThan(told.text.indexOf("打印门上的牌子"));
	expect((await du.submit(told, "说给决定的人", { words: "那几天在医院，没顾上。" })).text).toContain("那几天在医院");
	const open = await stranger().open(`/titles/${titles.du}/objections?anew=3`);
	expect(open.status).toBe(200);
	const outside = [
		`/titles/${titles.du}?anew=3`,
		"/courtyards/code-du?anew=3",
		"/titles?anew=3",
		`/villages/${cast.places.qingshi.id}?anew=3`,
	];
	for (const page of [open, ...(await Promise.all(outside.map((one) => stranger().open(one))))])
		expect(page.text).not.toMatch(/柴草又堆|没有通过，限期|在医院/);
	const mended = await wang.submit(await wang.open(address), "记下", { result: "passed", words: "码好了，门口干净。" });
	expect(mended.text).toContain("改好了，称号还在");
});

test("after the term another one looks than who warned; before the days to speak are over nobody takes the title", async () => {
	const address = `/staff/titles/${titles.late}`;
	const failed = { titleId: titles.late, result: "failed", words: "柴草还堆着，路过不去。" };
	const [gu, tao] = [await as(offices.gu), await as(offices.tao)];
	expect(offered(await gu.open(address))).toEqual(["passed"]);
	expect(await forced(gu, "check", failed)).toBe(403);
	const form = await tao.open(address);
	expect(offered(form)).toEqual(["passed", "failed"]);
	const looked = await tao.submit(form, "记下", { result: "failed", words: failed.words });
	expect(looked.text).toContain("复核记下了");
	const zhou = await as(min);
	expect((await zhou.open(address)).root.querySelectorAll('form[action*="titles.remove"]')).toHaveLength(0);
	expect(await forced(zhou, "remove", { titleId: titles.late, words: "两次去看都没有收拾。" })).toBe(409);
	expect((await stranger().open(`/titles/${titles.late}`)).status).toBe(200);
});

test("after warning, second look and the days to speak another one of the town takes the title; the household reads why and may ask again", async () => {
	const address = `/staff/titles/${titles.chen}`;
	const tao = await as(offices.tao);
	expect((await tao.open(address)).root.querySelectorAll('form[action*="titles.remove"]')).toHaveLength(0);
	expect(await forced(tao, "remove", { titleId: titles.chen, words: "两次去看都没有收拾。" })).toBe(403);
	// Spoken to somebody who had no part.
	const li = await as(cast.staff.li);
	const heard = await li.submit(await li.open(address), "写下这句话", { words: "儿子回来就收拾。", saidBy: "陈桂兰" });
	expect(heard.text).toContain("儿子回来就收拾");
	const zhou = await as(min);
	const removed = await zhou.submit(await zhou.open(address), "摘牌", { words: "两次去看都没有收拾。" });
	expect(removed.text).toContain("摘牌了");
	const chen = await as(cast.homes.chen.viewer);
	const own = await chen.open("/me/title");
	for (const words of ["示范户称号没有了", "两次去看都没有收拾"]) expect(own.text).toContain(words);
	expect((await stranger().open(`/titles/${titles.chen}/objections`)).status).toBe(404);
	const over = await stranger().open(`/titles/${titles.chen}`);
	expect([over.status, over.text.includes("这里现在没有称号"), /没有收拾|摘牌了|code-chen|东沟/.test(over.text)]).toEqual([
		410,
		true,
		false,
	]);
	expect((await chen.submit(own, "自家提出")).text).toContain("提出来了");
	expect((await (await as(offices.yun)).open("/staff/titles")).text).toContain("东沟 0002号 陈桂兰");
});

test("a household without a phone asks by an officer who hears it; who hears is refused for their own", async () => {
	const li = await as(cast.staff.li);
	const page = await li.open(`/staff/assist?household=${cast.homes.bao.householdId}`);
	const unknown = await li.submit(page, "写下：提出来", { saidBy: "没有这人" });
	expect(unknown.status).toBe(422);
	const asked = await li.submit(unknown, "写下：提出来", { saidBy: "鲍春生", speaker: "鲍春生" });
	expect(asked.text).toContain("写下了，这一户看得到");
	expect((await (await as(cast.homes.bao.viewer)).open("/me/title")).text).toContain("等村里公示");
});
