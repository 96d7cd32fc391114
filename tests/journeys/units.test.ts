import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

// The duty map as an office draws it up, without scripts.
let cast: Awaited<ReturnType<typeof inviteCast>>;
let tao: Viewer;
let yun: Viewer;
const site = useSite(async () => {
	cast = await inviteCast();
	const { places, staff } = cast;
	tao = await hired("tao", "town_admin", places.shilin, staff.wang);
	yun = await hired("yun", "village_admin", places.qingshi, tao);
	await waiveTotp(staff.wang);
});
let town: Visitor;
let village: Visitor;
const stranger = () => new Visitor(site().origin);
beforeAll(async () => {
	town = await signIn(stranger(), tao);
	village = await signIn(stranger(), yun);
});

const deeds = async () =>
	(await db.select().from(auditEntries)).filter(({ action }) => /^(unit|duty)\./.test(action)).map(({ action }) => action);
const qingshiPage = async () => (await stranger().open(`/villages/${cast.places.qingshi.id}`)).text;

test("a village's admin hears that nobody answers for the place, adds its committee and says what it answers for; everybody finds its telephone", async () => {
	expect((await village.open("/admin")).text).toContain("这里还没有责任单位");
	expect((await town.open("/admin")).text).toContain("有 2 个村还没有责任单位");
	expect(await qingshiPage()).not.toContain("谁管这里");
	const list = await village.open("/admin/units");
	expect(list.text).toContain("这里还没有责任单位");
	const form = await village.open("/admin/units/new");
	const mobile = await village.submit(form, "添加", { name: "青石村村委会", phone: "13812345678" });
	expect([mobile.status, mobile.text.includes("不填个人手机")]).toEqual([422, true]);
	expect(mobile.root.querySelector("input[name=name]")?.getAttribute("value")).toBe("青石村村委会");
	const added = await village.submit(mobile, "添加", { phone: "0991-8812345" });
	expect(added.text).toContain("添好了");
	const set = await village.submit(added, "归这个单位管", { regionId: cast.places.qingshi.id, categoryPrefix: "" });
	expect(set.text).toContain("定好了");
	const card = await qingshiPage();
	for (const words of ["谁管这里", "青石村村委会", "0991-8812345", "所有事"]) expect(card).toContain(words);
	expect(card).not.toContain("同事");
	expect((await village.open("/admin")).text).not.toContain("这里还没有责任单位");
	expect((await town.open("/admin/units")).text).toContain("有 1 个村还没有责任单位");
	const again = await village.submit(set, "归这个单位管", { regionId: cast.places.qingshi.id, categoryPrefix: "" });
	expect(again.status).toBe(200);
	expect(await deeds()).toEqual(["unit.add", "duty.set"]);
});

test("who acts for a unit is found among the staff of the place and added by somebody else", async () => {
	const list = await village.open("/admin/units?search=qingshi");
	const page = list.root.querySelector("main th a")?.getAttribute("href") ?? "";
	const own = await village.open(`${page}?search=yun`);
	expect(own.text).toContain("不能把自己加进单位");
	const found = await town.open(`${page}?search=yun`);
	const joined = await town.submit(found, 'form[action*="units.addMember"]');
	expect(joined.text).toContain("yun 同事");
	expect(joined.text).toContain("添好了经办人");
	await town.submit(found, 'form[action*="units.addMember"]');
	const ended = await town.submit(joined, 'form[action*="units.endMember"]');
	expect(ended.text).toContain("还没有人经办");
	expect((await deeds()).slice(2)).toEqual(["unit.add_member", "unit.end_member"]);
});

test("a town's office answers for one kind in all its villages, beside the village's own; what changes is seen at once", async () => {
	const form = await town.open("/admin/units/new");
	const office = await town.submit(form, "添加", { name: "柿林镇水务所", phone: "0991-8800000", regionId: cast.places.shilin.id });
	const set = await town.submit(office, "归这个单位管", { regionId: cast.places.shilin.id, categoryPrefix: "Q2-" });
	expect(set.text).toContain("柿林镇：清理污水沟渠等 3 类");
	const baiyang = async () => (await stranger().open(`/villages/${cast.places.baiyang.id}`)).text;
	expect(await baiyang()).toContain("柿林镇水务所");
	// The village gave everything to its committee, and the narrower place decides.
	expect(await qingshiPage()).not.toContain("柿林镇水务所");
	const here = await town.submit(set, "归这个单位管", { regionId: cast.places.qingshi.id, categoryPrefix: "Q2-" });
	for (const words of ["柿林镇水务所", "其他事"]) expect(await qingshiPage()).toContain(words);
	await town.submit(here, "改电话", { phone: "0991-8800001" });
	expect(await baiyang()).toContain("0991-8800001");
	const hasDuties = await town.submit(here, "停用这个单位");
	expect([hasDuties.status, hasDuties.text.includes("还包着片")]).toEqual([409, true]);
	let open = here;
	for (const _ of [1, 2]) open = await town.submit(open, 'form[action*="units.endDuty"]');
	expect(await baiyang()).not.toContain("谁管这里");
	const closed = await town.submit(open, "停用这个单位");
	expect(closed.text).toContain("停用了");
	expect((await town.open("/admin/units")).text).not.toContain("柿林镇水务所");
});

test("a unit of another place is not there for a village's admin, nor any for those who run no place", async () => {
	const form = await town.open("/admin/units/new");
	const unit = await town.submit(form, "添加", { name: "白杨村村委会", phone: "", regionId: cast.places.baiyang.id });
	const address = unit.address.replace(/\?.*/, "");
	expect((await village.open(address)).status).toBe(404);
	const forged = await village.submit(await village.open("/admin/units/new"), "添加", { name: "假单位" });
	expect(forged.status).toBe(200);
	const moderator = await signIn(stranger(), cast.staff.meng);
	for (const page of ["/admin/units", "/admin/units/new", "/admin/units/import", address])
		expect((await moderator.open(page)).status).toBe(404);
	expect((await stranger().open("/admin/units")).address).toContain("/staff/sign-in");
});

const HEADER = "单位,所在地方(代码或名称),办公电话,负责的地方,负责的类别,经办人用户名";
const table = (...lines: string[]) => new File([[HEADER, ...lines].join("\r\n")], "责任单位.csv");

test("a table is looked through, old beside new, and carried out once; a wrong line changes nothing", async () => {
	const form = await town.open("/admin/units/import");
	const wrong = await town.submit(form, "先看一遍，不改动", {
		file: table("桥头保洁队,桥头村,,桥头村,,", "桥头保洁队,白杨村,13812345678,,,"),
	});
	expect(wrong.text).toContain("有 2 处不对，一处也没有改");
	expect(await (await town.ask("/admin/units/errors.csv")).text()).toContain("3,办公电话,13812345678,只填单位的办公电话");
	const lines = ["青石村村委会,青石村,0991-8812399,青石村,三清,yun", "柿林镇环卫站,990101100,0991-8812000,柿林镇 青石村,,"];
	const seen = await town.submit(wrong, "先看一遍，不改动", { file: table(...lines) });
	const rows = seen.root.querySelectorAll("tbody tr").map((row) => row.textContent.replaceAll(/\s+/g, " ").trim());
	expect(rows).toEqual([
		expect.stringMatching(/^青石村村委会 ?柿林镇 青石村 ?办公电话 ?0991-8812345 ?0991-8812399/),
		expect.stringMatching(/包片 ?柿林镇 青石村：三清 ?没有 ?青石村村委会/),
		expect.stringMatching(/添经办人 ?没有 ?yun 同事 yun/),
		expect.stringMatching(/^柿林镇环卫站 ?柿林镇 ?添单位/),
		expect.stringMatching(/办公电话 ?没有 ?0991-8812000/),
		expect.stringMatching(/包片 ?柿林镇 青石村：所有事 ?青石村村委会 ?柿林镇环卫站/),
	]);
	const before = (await deeds()).length;
	const done = await town.submit(seen, "照着改这 6 处");
	expect(done.text).toContain("改好了 6 处");
	expect((await deeds()).length - before).toBe(5);
	expect((await town.submit(seen, "照着改这 6 处")).text).toContain("改好了 6 处");
	expect((await deeds()).length - before).toBe(5);
	for (const words of ["0991-8812399", "柿林镇环卫站", "0991-8812000"]) expect(await qingshiPage()).toContain(words);
	const same = await town.submit(await town.open("/admin/units/import"), "先看一遍，不改动", { file: table(...lines) });
	expect(same.text).toContain("和现在一样，没有要改的");
	const template = await town.ask("/admin/units/template.csv");
	expect(await template.text()).toContain("单位,所在地方,办公电话");
});

test("what somebody changed since it was looked through is shown again before it is done", async () => {
	const seen = await town.submit(await town.open("/admin/units/import"), "先看一遍，不改动", {
		file: table("白杨村村委会,白杨村,0991-8812777,,,"),
	});
	expect(seen.text).toContain("会改 1 处");
	const list = await town.open("/admin/units?search=白杨村村委会");
	const page = await town.open(list.root.querySelector("main th a")?.getAttribute("href") ?? "");
	await town.submit(page, "改电话", { phone: "0991-8812666" });
	const refused = await town.submit(seen, "照着改这 1 处");
	expect([refused.status, refused.text.includes("请照现在的再看一遍"), refused.text.includes("0991-8812666")]).toEqual([409, true, true]);
	expect((await town.submit(refused, "照着改这 1 处")).text).toContain("改好了 1 处");
});
