import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { otherWriter } from "#tests/other-writer.ts";
import { csv, gb18030, householdLine } from "#tests/roster.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

let cast: Cast;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});
let wang: Visitor;
beforeAll(async () => {
	wang = await signIn(new Visitor(site().origin), cast.staff.wang);
});

test("the admin finds their places and everything there is to do", async () => {
	const page = await wang.open("/admin");
	expect(page.status).toBe(200);
	for (const words of ["青岭区", "柿林镇", "农户", "门牌码", "登录纸条", "导入", "人员"]) expect(page.text).toContain(words);
});

test("a village gets another name, and closing it is refused while somebody lives there", async () => {
	const page = await wang.open(`/admin/regions?place=${cast.places.baiyang.id}`);
	const renamed = await wang.submit(page, "改名", { name: "白杨社区" });
	expect(renamed.text).toContain("已改名。");
	expect(renamed.text).toContain("白杨社区");
	const refused = await wang.submit(renamed, "撤销");
	expect(refused.status).toBe(409);
	expect(refused.text).toContain("白杨社区还有 1 户，不能撤销");
	const empty = await wang.submit(refused, "改名", { name: "" });
	expect([empty.status, empty.text.includes("请写上名称")]).toEqual([422, true]);
});

test("a household is found by name, described, and gets a new door code", async () => {
	const found = await wang.submit(await wang.open("/admin/households"), "查找", { search: "桂兰" });
	expect(found.text).toContain("陈桂兰");
	expect(found.text).not.toContain("鲍春生");
	const page = await wang.open(`/admin/households/${cast.homes.chen.householdId}`);
	const saved = await wang.submit(page, "保存", { status: "away", isHardship: true });
	expect(saved.text).toContain("已保存。");
	const rotated = await wang.submit(saved, "换一个新码");
	expect(rotated.text).toContain("旧码不能用了");
	const [row] = await db.select().from(households).where(eq(households.id, cast.homes.chen.householdId));
	expect(row).toMatchObject({ status: "away", isHardship: true, isUnranked: false });
	expect(row?.doorToken).not.toBe("chen000000");
	expect((await new Visitor(site().origin).open("/h/chen000000")).status).toBe(404);
});

test("a household's page tells its points and what it shows, and leads to where one fills in for it", async () => {
	const { householdId } = cast.homes.chen;
	const page = await wang.open(`/admin/households/${householdId}`);
	expect(page.text).toMatch(/现有积分\s*0 分\s*已展示\s*还没有/);
	const way = page.root.querySelector('main a[href*="/staff/assist?"]')?.getAttribute("href") ?? "";
	expect((await wang.open(way)).text).toContain("陈桂兰");
	const crumbs = async (address: string) => (await wang.open(address)).root.querySelectorAll(".crumbs a").map((one) => one.textContent);
	const own = await crumbs(`/admin/households/${householdId}`);
	expect((await crumbs(`/admin/households/${householdId}/changes`)).slice(0, own.length)).toEqual(own);
});

test("a household's page and the list of a district say in which town its village lies", async () => {
	expect((await wang.open(`/admin/households/${cast.homes.bao.householdId}`)).root.querySelector(".crumbs")?.textContent).toContain(
		"柿林镇 青石村",
	);
	expect((await wang.open("/admin/households")).text).toContain("柿林镇 青石村 东沟");
});

test("the door codes of a hamlet print with the address of this site, and no names", async () => {
	const hamlets = await wang.open(`/admin/door-codes?place=${cast.places.qingshi.id}`);
	const link = hamlets.root.querySelector(`a[href*="hamlet=${cast.places.donggou.id}"]`)?.getAttribute("href") ?? "";
	const sheet = await wang.open(link);
	expect(sheet.root.querySelectorAll(".sheet")).toHaveLength(1);
	expect(sheet.root.querySelectorAll(".card .door-qr")).toHaveLength(2);
	// Chinese has no space between sentences.
	for (const line of sheet.root.querySelectorAll(".for-screen p")) expect(line.textContent).not.toMatch(/。\s+\S/);
	for (const words of ["青石村", "扫码", "拍照", "上墙", "ba000 00000", "东沟 0001"]) expect(sheet.text).toContain(words);
	for (const name of ["鲍春生", "陈桂兰"]) expect(sheet.text).not.toContain(name);
});

test("a village's door codes are one job, and so are the slips of those who never had one", async () => {
	const village = await wang.open(`/admin/door-codes?place=${cast.places.baiyang.id}`);
	const sheet = await wang.open(village.root.querySelector('a[href*="village="]')?.getAttribute("href") ?? "");
	expect(sheet.text).toContain("桥头 0001 到 桥头 0001");
	const printed = await wang.submit(village, "给还没发过的 1 户打印登录纸条");
	expect(printed.root.querySelectorAll(".card-pin")).toHaveLength(1);
	expect((await wang.open(`/admin/door-codes?place=${cast.places.baiyang.id}`)).text).toContain("都发过了");
});

test("the PIN stands on the page that issued it, and on no other", async () => {
	const page = await wang.open(`/admin/households/${cast.homes.bao.householdId}`);
	const printed = await wang.submit(page, "发一张登录纸条并打印");
	const pin = /\d{4} \d{4}/.exec(printed.root.querySelector(".card-pin")?.textContent ?? "")?.[0] ?? "";
	expect(pin).toMatch(/^\d{4} \d{4}$/);
	expect(printed.headers.get("cache-control")).toBe("no-store");
	expect(printed.text).toContain("给鲍春生");
	const again = await wang.open("/admin/door-codes/slips");
	expect([again.address, again.text.includes("看不到了")]).toEqual(["/admin/households?done=slipsGone", true]);
	const bao = new Visitor(site().origin);
	const door = await bao.open("/h/ba00000000");
	const home = await bao.submit(door, "form[action*=signInVillager]", { secret: pin });
	expect(home.address).toContain("/me");
});

test("who cannot scan comes in from the home page by what is printed on the slip", async () => {
	const printed = await wang.submit(await wang.open(`/admin/households/${cast.homes.chen.householdId}`), "发一张登录纸条并打印");
	const [pin, code] = [".card-pin", ".card-foot .letters"].map((part) => printed.root.querySelector(part)?.textContent ?? "");
	expect(code).toMatch(/^[0-9a-z]{5} [0-9a-z]{5}$/);
	expect(printed.text).toContain(`在浏览器打开 ${site().origin.replace("http://", "")}`);
	expect(printed.text).toContain("点“我家”，填门牌码和数字");
	const chen = new Visitor(site().origin);
	const ways = (await chen.open("/")).root.querySelectorAll(".ways a");
	const door = await chen.open(ways.find((way) => way.textContent.startsWith("我家"))?.getAttribute("href") ?? "");
	const inside = await chen.submit(door, "form[action*=signInVillager]", { doorToken: ` ${code?.toUpperCase()}`, secret: pin ?? "" });
	expect(inside.address).toBe("/me?done=welcome");
});

test("printing slips for nobody is told, and prints nothing", async () => {
	const list = await wang.open("/admin/households");
	const refused = await wang.submit(list, "给选中的户打印登录纸条");
	expect(refused.status).toBe(422);
	expect(refused.text).toContain("还没有选农户");
	expect(refused.root.querySelector(".card-pin")).toBeNull();
});

test("a table is looked at, then imported; the page tells both", async () => {
	const table = new File([new Uint8Array(gb18030(csv(householdLine({ number: "0300" })).toString()))], "柿林镇.csv", { type: "text/csv" });
	const compared = await settled(await wang.submit(await wang.open("/admin/import"), "上传", { file: table }));
	expect(compared.text).toContain("核对完毕，还没有写入。");
	expect(compared.text).toContain("新增农户1");
	const done = await settled(await wang.submit(compared, "照着办这 1 处"));
	expect(done.text).toContain("导入完毕。");
	expect(await db.select().from(households).where(eq(households.number, "0300"))).toHaveLength(1);
});

test("another head is asked about before anything is done; answered, the trail will name both", async () => {
	const table = new File(
		[csv(householdLine({ number: "2", head: "陈小妹", rest: ",," }), householdLine({ number: "0302", head: "马长顺" })).toString()],
		"东沟.csv",
	);
	const asked = await settled(await wang.submit(await wang.open("/admin/import"), "上传", { file: table }));
	for (const words of ["有 1 处要您决定", "东沟 0002：原来的户主是陈桂兰，表里是陈小妹", "1 行还没有决定，先不动", "照着办这 1 处"])
		expect(asked.text).toContain(words);
	const file = await wang.ask("/admin/import/questions.csv");
	expect(await file.text()).toContain(`"'990101100201","'990101100201001",0002,陈小妹,,`);
	const select = asked.root.querySelector('select[name^="one-home:"]')?.getAttribute("name") ?? "";
	const answered = await settled(await wang.submit(asked, "按选的再看一遍", { [select]: "died" }));
	expect(answered.text).toContain("换户主 1");
	expect(await (await wang.ask("/admin/import/preview.csv")).text()).toContain("2,换户主,东沟 0002,陈桂兰,陈小妹");
	const done = await settled(await wang.submit(answered, "照着办这 2 处"));
	expect(done.text).toContain("导入完毕。");
	const [chen] = await db.select().from(households).where(eq(households.id, cast.homes.chen.householdId));
	expect(chen?.headName).toBe("陈小妹");
});

test("a bad table is refused with line and reason, and the same as a file", async () => {
	const table = new File([csv(householdLine({ number: "0301" }), householdLine({ number: "十" })).toString()], "bad.csv");
	const refused = await settled(await wang.submit(await wang.open("/admin/import"), "上传", { file: table }));
	expect(refused.text).toContain("有 1 处不对，整个文件没有收");
	const file = await wang.ask("/admin/import/errors.csv");
	const named = `attachment; filename="errors.csv"; filename*=UTF-8''${encodeURIComponent("导入错误.csv")}`;
	expect(file.headers.get("content-disposition")).toBe(named);
	expect(await file.text()).toContain("3,户编号,十,");
	expect(await db.select().from(households).where(eq(households.number, "0301"))).toHaveLength(0);
});

test("of a table with thousands of errors the page says first how many lines were not read", async () => {
	const table = new File([csv(...Array.from({ length: 4_000 }, () => householdLine({ number: "0" }))).toString()], "柿林镇.csv");
	const refused = await settled(await wang.submit(await wang.open("/admin/import"), "上传", { file: table }));
	const rows = refused.root.querySelectorAll("tbody tr").map((row) => row.textContent.replace(/\s+/g, " "));
	expect(rows.slice(0, 2)).toEqual([expect.stringContaining("从第 3002 行起还有 1000 行没有读"), expect.stringMatching(/^ ?2 ?户编号/)]);
});

test("no file, or a form that breaks off, is told", async () => {
	const none = await wang.submit(await wang.open("/admin/import"), "上传");
	expect([none.status, none.text.includes("请先选一个文件")]).toEqual([422, true]);
	const broken = await wang.post("/admin/import", "--x\r\nContent-Disposition: form-data", {
		"content-type": "multipart/form-data; boundary=x",
	});
	expect(broken.status).toBe(422);
});

test("staff come by a file: looked through, confirmed, and each gets a card whose link opens", async () => {
	const lines = ["姓名,职务,镇街,村", "单秀英,村级管理员,柿林镇,青石村", "赵敏,书记,柿林镇,青石村"];
	const table = (upTo: number) => new File([lines.slice(0, upTo).join("\r\n")], "人员.csv");
	const refused = await wang.submit(await wang.open("/admin/staff/file"), "先看一遍，不改动", { file: table(3) });
	expect(refused.text).toContain("有 1 处不对，一个也没有加。");
	expect(await (await wang.ask("/admin/staff/errors.csv")).text()).toContain("3,职务,书记,");
	const seen = await wang.submit(refused, "先看一遍，不改动", { file: table(2) });
	expect(seen.text).toContain("村级管理员（柿林镇 青石村）");
	const done = await wang.submit(seen, "加这 1 人");
	expect(done.text).toContain("加好了 1 人。");
	const cards = await wang.submit(done, "给还没设口令的 1 人打印邀请卡");
	const [, link = ""] = /\/passphrase\/([0-9a-z]{26})/.exec(cards.text) ?? [];
	expect((await new Visitor(site().origin).open(`/passphrase/${link}`)).text).toContain("单秀英");
	expect((await wang.open("/admin/staff?search=shanxiuying")).text).toContain("村级管理员（柿林镇 青石村）");
});

test("there is a template to fill in", async () => {
	const template = await wang.ask("/admin/import/template.csv");
	expect(template.headers.get("content-disposition")).toContain("template.csv");
	expect(Buffer.from(await template.arrayBuffer()).toString()).toMatch(/^\ufeff区县代码,区县,/);
});

test.each([
	"/admin",
	"/admin/regions",
	"/admin/households",
	"/admin/door-codes",
	"/admin/door-codes/sheet",
	"/admin/door-codes/slips",
	"/admin/import",
	"/admin/import/errors.csv",
	"/admin/import/template.csv",
])("%s is not there for villagers, and leads strangers to the staff's door", async (address) => {
	const bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	expect((await bao.open(address)).status).toBe(404);
	expect((await new Visitor(site().origin).open(address)).address).toContain("/staff/sign-in");
});

test("who asks only for the head of a table gets no body, and the same head", async () => {
	const address = "/admin/import/template.csv";
	const [head, whole] = [await wang.ask(address, { method: "HEAD" }), await wang.ask(address)];
	for (const name of ["content-type", "content-disposition", "cache-control"])
		expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
	expect([head.status, await head.text(), (await whole.text()).length > 0]).toEqual([200, "", true]);
});

test("a hamlet is put below another village, split and merged there; each step says what it does, and the old village leads on", async () => {
	const { qiaotou, baiyang, qingshi } = cast.places;
	const split = await wang.open(`/admin/regions/${cast.places.donggou.id}/split`);
	const nothing = await wang.submit(split, "分出去", { name: "东沟里" });
	expect([nothing.status, nothing.text.includes("请勾选一部分")]).toEqual([422, true]);
	const made = await wang.submit(nothing, "分出去", { goes: [cast.homes.bao.householdId] });
	expect(made.text).toContain("新的地方在这里");
	expect(made.text).toContain("990101100201003");
	const way = made.root.querySelector('a[href$="/move"]')?.getAttribute("href") ?? "";
	const moved = await wang.submit(await wang.open(way), "调过去", { toId: baiyang.id });
	expect(moved.text).toContain("已调过来");
	const merge = await wang.open(moved.root.querySelector('a[href$="/merge"]')?.getAttribute("href") ?? "");
	const looked = await wang.open(`${merge.address}?into=${qiaotou.id}`);
	for (const words of ["1 户归过去", "鲍春生", "0001", "0002", "不能撤回"]) expect(looked.text).toContain(words);
	const merged = await wang.submit(looked, "并入桥头");
	expect(merged.text).toContain("已并过来");
	const preview = await wang.open(`/admin/regions/${baiyang.id}/merge?into=${qingshi.id}`);
	for (const told of ["个地方归过去", "2 户归过去", "公开过的 0 组前后对比"]) expect(preview.text).toContain(told);
	const village = await wang.submit(preview, "并入青石村");
	expect(village.text).toContain("桥头");
	const old = await new Visitor(site().origin).ask(`/en/villages/${baiyang.id}`, { redirect: "manual" });
	expect([old.status, old.headers.get("location")]).toEqual([301, `/en/villages/${qingshi.id}`]);
	const wall = await new Visitor(site().origin).ask(`/wall?village=${baiyang.id}`, { redirect: "manual" });
	expect([wall.status, wall.headers.get("location")]).toEqual([301, `/wall?village=${qingshi.id}`]);
});

/** The page once the import is through, as its refresh would show it. */
async function settled(page: Seen): Promise<Seen> {
	let now = page;
	while (now.root.querySelector("progress")) now = await wang.open(now.address);
	return now;
}

test("while a vote goes by a place, its page says so with the day, and no page of 调整 has a form", async () => {
	const { bao, du } = cast.homes;
	await roundOf("still", { regionId: cast.places.qingling.id, candidates: [bao, du], roll: [bao, du] });
	const { id } = cast.places.donggou;
	const page = await wang.open(`/admin/regions?place=${id}`);
	expect(page.text).toMatch(/东沟现在不能调整：“金秋最美庭院”的.*投票 \d+月\d+日 \d\d:\d\d 截止/);
	expect(page.root.querySelectorAll(`a[href*="/admin/regions/${id}/"]`)).toHaveLength(0);
	for (const way of ["merge", "move", "split"]) {
		const { text, root } = await wang.open(`/admin/regions/${id}/${way}`);
		expect(text, way).toContain("东沟现在不能调整");
		expect(root.querySelectorAll("main form"), way).toHaveLength(0);
	}
});

test("the town ticks which hamlets of a village are remote, and the village reads it", async () => {
	const { qingshi, donggou, xipo } = cast.places;
	const page = await wang.open(`/admin/regions?place=${qingshi.id}`);
	const marked = await wang.submit(page, "记下偏远的组", { hamletIds: [xipo.id] });
	expect(marked.text).toContain("从下一次抽签起");
	const ticked = marked.root.querySelectorAll("#remote input[checked]").map((box) => box.getAttribute("value"));
	expect(ticked).toEqual([xipo.id]);
	expect(marked.root.querySelector(`#remote input[value="${donggou.id}"]`)).not.toBeNull();
});

test("holidays of a year that is not here yet are entered, corrected and removed", async () => {
	const page = await wang.open("/admin/calendar");
	expect(page.text).toContain("端午节");
	const wrong = await wang.submit(page, "录入", { from: "2099-10-01", until: "2099-09-01", mark: "rest", name: "国庆节" });
	expect([wrong.status, wrong.text.includes("一段最多 15 天")]).toEqual([422, true]);
	const entered = await wang.submit(wrong, "录入", { until: "2027-10-07", from: "2027-10-01" });
	expect(entered.text).toContain("录好了。");
	const removed = await wang.submit(entered, "删去");
	expect(removed.text).toContain("删去了。");
});

test("the slips of a whole village tell how many are made, without a script, and stand there to be printed", async () => {
	const house = (n: number) =>
		`990101,青岭区,990101100,柿林镇,990101100209,新桥村,001,桥西,${n},${"赵钱孙李周吴郑王"[n % 8]}${"一二三四"[n >> 3]},,,`;
	const buffer = csv(...Array.from({ length: 24 }, (_, n) => house(n + 1)));
	const outcome = await importRegionsAndHouseholds({ buffer, by: null, at: new Date() });
	expect(outcome).toMatchObject({ households: 24 });
	const [home] = await db.select().from(households).where(eq(households.headName, "钱一"));
	const village = `/admin/door-codes?place=${home?.villageId}`;
	const letGo = await otherWriter();
	const otherTab = await wang.open(village);
	const running = await wang.submit(await wang.open(village), "给还没发过的 24 户打印登录纸条");
	expect([running.status, running.address]).toEqual([200, "/admin/door-codes/slips"]);
	expect(running.text).toContain("做好 0 张，共 24 张");
	expect(running.root.querySelector("meta[http-equiv=refresh]")?.getAttribute("content")).toBe("1");
	await letGo();
	const printed = await settled(running);
	expect([printed.root.querySelectorAll(".card-pin").length, printed.headers.get("cache-control")]).toEqual([24, "no-store"]);
	const unused = await wang.open(village);
	expect(unused.text).toContain("这 24 户发过纸条，一张都没用过");
	const anew = await settled(await wang.submit(unused, "旧的作废，打印 24 户"));
	const pins = (page: typeof anew) => page.root.querySelectorAll(".card-pin").map(({ text }) => text);
	expect([pins(anew).length, pins(anew).some((pin) => pins(printed).includes(pin))]).toEqual([24, false]);
	const twice = await wang.submit(unused, "旧的作废，打印 24 户");
	expect(pins(twice)).toEqual(pins(anew));
	const again = await wang.open(village);
	expect([again.text.includes("都发过了"), again.text.includes("刚才那一批：24 张，共 24 张")]).toEqual([true, true]);
	const sameAgain = await wang.submit(otherTab, "给还没发过的 24 户打印登录纸条");
	expect([sameAgain.address, sameAgain.root.querySelectorAll(".card-pin").length]).toEqual(["/admin/door-codes/slips", 24]);
	const elsewhere = await signIn(new Visitor(site().origin), cast.staff.wang);
	const tabElsewhere = await elsewhere.submit(otherTab, "给还没发过的 24 户打印登录纸条");
	expect([tabElsewhere.status, tabElsewhere.text.includes("都发过了")]).toEqual([409, true]);
	expect((await elsewhere.open("/admin/door-codes/slips")).address).toBe("/admin/households?done=slipsGone");
});
