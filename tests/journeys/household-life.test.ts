import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { momentOf } from "#i18n/dates.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

// What the village's office does with a household, by plain forms.
type Cast = Awaited<ReturnType<typeof inviteCast>>;
let cast: Cast;
let office: Viewer;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	office = await hired("office", "village_admin", cast.places.qingshi, cast.staff.wang);
});
let admin: Visitor;
beforeAll(async () => {
	admin = await signIn(new Visitor(site().origin), office);
});

const changes = (householdId: string, act = "") => `/admin/households/${householdId}/changes${act && `?do=${act}`}`;
const rowOf = async (headName: string) => (await db.select().from(households).where(eq(households.headName, headName)))[0];
const personNamed = async (name: string) => (await db.select().from(people).where(eq(people.name, name)))[0]?.id ?? "";

test("a household is added; what is wrong is said beside it and nothing has to be typed again", async () => {
	const list = await admin.open(`/admin/households?place=${cast.places.qingshi.id}`);
	const form = await admin.open(list.root.querySelector('a[href*="/admin/households/new"]')?.getAttribute("href") ?? "");
	const refused = await admin.submit(form, "添这一户", { hamletId: cast.places.donggou.id, headName: "马小川", number: "2" });
	expect([refused.status, refused.text.includes("0002 是陈桂兰家在用")]).toEqual([409, true]);
	expect(refused.root.querySelector("input[name=headName]")?.getAttribute("value")).toBe("马小川");
	const added = await admin.submit(refused, "添这一户", { number: "" });
	expect(added.text).toContain("添好了");
	expect(added.text).toContain("东沟 0003 户");
	const proposed = await admin.open(`/admin/households/new?place=${cast.places.donggou.id}`);
	expect(proposed.root.querySelector("input[name=number]")?.getAttribute("value")).toBe("0004");
});

test("somebody joins, becomes the head when the old one dies, and the page says who changed into whom", async () => {
	const { householdId } = cast.homes.bao;
	const joined = await admin.submit(await admin.open(changes(householdId, "add")), "添上", { name: "鲍小松" });
	expect(joined.text).toContain("办好了");
	const form = await admin.open(changes(householdId, "head"));
	const refused = await admin.submit(form, "换户主", { why: "died", personId: "" });
	expect([refused.status, refused.text.includes("请写上姓名")]).toEqual([422, true]);
	expect(refused.root.querySelector("input[value=died]")?.hasAttribute("checked")).toBe(true);
	const done = await admin.submit(refused, "换户主", { personId: await personNamed("鲍小松") });
	expect(done.text).toContain("户主换好了");
	expect(done.text).toContain("换了户主 鲍春生去世，户主换成鲍小松");
	expect(done.text).toContain("家里添人 鲍小松");
	expect(done.text).toContain("office");
	const slip = await admin.submit(await admin.open(`/admin/households/${householdId}`), "发一张登录纸条并打印");
	expect(slip.text).toContain("给鲍小松");
});

test("a household is split, moved and merged again; both pages tell of it", async () => {
	const { householdId } = cast.homes.chen;
	await admin.submit(await admin.open(changes(householdId, "add")), "添上", { name: "陈小明" });
	const form = await admin.open(changes(householdId, "split"));
	const split = await admin.submit(form, "分户", { personIds: [await personNamed("陈小明")], headName: "陈小明", number: "50" });
	expect(split.text).toContain("分好了");
	expect(split.text).toContain("分户 青石村 东沟 0002 陈桂兰 → 青石村 东沟 0050 陈小明");
	expect(split.text).not.toContain("添了一户");
	const auditor = await signIn(new Visitor(site().origin), cast.staff.song);
	const lines = (await auditor.open("/staff/trail?deeds=households")).root.querySelectorAll("tbody tr").map((row) => row.textContent);
	expect(lines.filter((line) => line.includes("陈小明")).map((line) => line.replaceAll(/\s+/g, " "))).toEqual([
		expect.stringContaining("分户 青石村 东沟 0002 陈桂兰 → 青石村 东沟 0050 陈小明青石村 东沟 0002 农户"),
		expect.stringContaining("分户 青石村 东沟 0002 陈桂兰 → 青石村 东沟 0050 陈小明青石村 东沟 0050 农户"),
	]);
	const part = (await rowOf("陈小明"))?.id ?? "";
	const moved = await admin.submit(await admin.open(changes(part, "move")), "搬过去", { hamletId: cast.places.xipo.id, number: "" });
	expect(moved.text).toContain("青石村 东沟 0050 陈小明 → 青石村 西坡 0002 陈小明");
	expect(moved.root.querySelector("[role=status]")?.textContent).toContain("现在是 西坡 0002 户。门牌上印的旧了");
	const merging = await admin.open(changes(part, "merge"));
	const unknown = await admin.submit(merging, "并过去", { into: "999" });
	expect([unknown.status, unknown.text.includes("没有找到这一户")]).toEqual([422, true]);
	const merged = await admin.submit(unknown, "并过去", { into: "code-chen" });
	expect(merged.address).toContain(householdId);
	expect(merged.text).toContain("并进来一户 青石村 西坡 0002 陈小明 → 青石村 东沟 0002 陈桂兰");
	const ended = await admin.open(`/admin/households/${part}`);
	expect(ended.text).toContain("接着用的户");
	expect(ended.root.querySelector(`a[href$="/admin/households/${householdId}"]`)).not.toBeNull();
});

test("a line entered by mistake is taken back; a household with people is closed instead", async () => {
	const { householdId } = cast.homes.du;
	const refused = await admin.submit(await admin.open(changes(householdId, "takeBack")), "撤回这户");
	expect([refused.status, refused.text.includes("请改用“注销”")]).toEqual([409, true]);
	const closed = await admin.submit(await admin.open(changes(householdId, "close")), "注销这户", { why: "demolished" });
	expect(closed.text).toContain("注销一户 青石村 西坡 0001 杜长河（拆迁）");
	const page = await admin.open(`/admin/households/${householdId}`);
	expect(page.text).toMatch(/日注销。/);
	expect(page.text).not.toContain("门牌码从");
	expect(page.root.querySelectorAll("main form")).toHaveLength(0);
	const list = await admin.open(`/admin/households?place=${cast.places.xipo.id}`);
	expect(list.root.querySelector("details")?.textContent).toContain("西坡 0001 杜长河");
	const taken = (await rowOf("马小川"))?.id ?? "";
	const back = await admin.submit(await admin.open(changes(taken, "takeBack")), "撤回这户");
	expect([back.address, back.text.includes("撤回了")]).toEqual(["/admin/households?done=takenBack", true]);
});

test("the household reads on its own page what the office changed", async () => {
	const chen = await signIn(new Visitor(site().origin), cast.homes.chen.viewer);
	const page = await chen.open("/me");
	expect(page.text).toContain("村里给您家添了“陈小明”");
	expect(page.text).toContain("村里办了并户");
});

test("entered in two tabs, a household is there once; the second tab asks whether it is another one", async () => {
	const address = `/admin/households/new?place=${cast.places.xipo.id}`;
	const [one, two] = [await admin.open(address), await admin.open(address)];
	expect(one.root.querySelector("[name=isAnother]")).toBeNull();
	const typed = { headName: "米大有", number: "" };
	expect((await admin.submit(one, "添这一户", typed)).text).toContain("添好了");
	const asked = await admin.submit(two, "添这一户", typed);
	expect(asked.status).toBe(409);
	expect(asked.text).toMatch(/刚添了一户米大有（\d{4}）/);
	expect((await admin.submit(asked, "添这一户")).status).toBe(409);
	const other = await admin.submit(asked, "添这一户", { isAnother: "on" });
	expect(other.text).toContain("添好了");
	expect(await db.$count(households, eq(households.headName, "米大有"))).toBe(2);
});

test("what a vote hinders is said beside the link, with the words of the refusal, before any step", async () => {
	const { bao, fan, chen } = cast.homes;
	const paperUntil = minutesAfter(CLOSES, 24 * 60);
	await roundOf("hinders", { regionId: cast.places.shilin.id, candidates: [fan, chen], roll: [bao], paperUntil });
	const until = `投票 ${momentOf(CLOSES, "zh-CN")} 截止，纸质选票收到 ${momentOf(paperUntil, "zh-CN")}`;
	const why = `“金秋最美庭院”的投票户名册上有这一户，选票收齐以后才能办。${until}。`;
	const page = await admin.open(changes(bao.householdId));
	const said = (act: string) => page.root.querySelector(`a[href$="do=${act}"]`)?.closest("div")?.textContent;
	expect(said("close")).toContain(why);
	expect(said("merge")).toContain(why);
	expect(said("move")).toContain(`搬到别的村：${why}`);
	expect(said("rename")).not.toContain("投票");
	expect((await admin.open(changes(bao.householdId, "move"))).text).toContain(why);
	const refused = await admin.submit(await admin.open(changes(bao.householdId, "close")), "注销这户", { why: "demolished" });
	expect([refused.status, refused.text.includes(why)]).toEqual([409, true]);
	expect((await admin.open(changes(chen.householdId))).text).toContain(`定下结果以后才能办。${until}。`);
	expect((await admin.open(`/admin/regions?place=${cast.places.donggou.id}`)).text).toContain(`${until}，计了票、定下结果以后再办。`);
});
