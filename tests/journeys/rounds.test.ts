import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { voteRounds } from "#db/schema/votes/rounds.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// One round from the draft to the announcement, by plain forms.
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	const { bao, chen, fan, du } = cast.homes;
	await waiveTotp(cast.staff.wang);
	const grant = { personId: cast.staff.li.personId, role: "village_admin" as const, regionId: cast.places.qingshi.id, grantedAt: MORNING };
	await write((tx) => tx.insert(roleGrants).values(grant));
	for (const home of [bao, chen, fan, du]) await pairOf(home, `pair-${home.personId}`, { at: new Date(Date.now() - 3_600_000) });
});

let wang: Visitor;
let here = "";
beforeAll(async () => {
	wang = await come(cast.staff.wang);
});
const come = (viewer: typeof cast.staff.wang) => signIn(new Visitor(site().origin), viewer);
const round = async () =>
	(
		await db
			.select()
			.from(voteRounds)
			.where(eq(voteRounds.id, here.split("/")[3] ?? ""))
	)[0];

test("with no round yet, the page leads to the first", async () => {
	const page = await wang.open("/staff/votes");
	expect(page.text).toContain("还没有评选");
	expect(page.root.querySelector("a[href='/staff/votes/new']")?.textContent).toContain("起草一轮评选");
	expect(page.root.querySelector("nav a[href='/staff/votes']")?.getAttribute("aria-current")).toBe("page");
});

test("a draft says what is missing before the announcement", async () => {
	const form = await wang.open("/staff/votes/new");
	const typed = { regionId: cast.places.shilin.id, name: "金秋最美庭院", votesPerHousehold: "2", who: "later" };
	const drafted = await wang.submit(form, "备好，请各家答复", typed);
	here = drafted.address.split("?")[0] ?? "";
	expect(drafted.text).toContain("都备好了");
	expect(drafted.text).toContain("0 户答应参加；要有 2 户才能公告");
	expect(drafted.text).toContain("还有 2 个村没有核对投票户名册");
	expect(drafted.root.querySelectorAll("button").map((button) => button.textContent)).not.toContain("公告这一轮");
});

test("rules that do not hold are told at their field, and nothing typed is lost", async () => {
	const form = await wang.open(`${here}/rules`);
	const refused = await wang.submit(form, "保存", { words: "投着高兴", closesAt: "2020-01-01T09:00" });
	expect(refused.status).toBe(422);
	expect(refused.root.querySelector("#closesAt-wrong")?.textContent).toContain("至少晚 1 小时");
	expect(refused.root.querySelector("#name")?.getAttribute("value")).toBe("金秋最美庭院");
	expect(refused.root.querySelector("#words")?.textContent).toBe("投着高兴");
});

test("the rules are changed while it is a draft", async () => {
	const rules = await wang.open(`${here}/rules`);
	const saved = await wang.submit(rules, "保存", { places: "5", ties: "drawn" });
	expect(saved.text).toContain("记下了");
	expect(await round()).toMatchObject({ places: 5, ties: "drawn", votesPerHousehold: 2, name: "金秋最美庭院" });
});

test("a pair is found, its story told, and nominated; another is drawn", async () => {
	const page = await wang.open(`${here}/nominations`);
	const found = await wang.submit(page, "查找", { search: "code-bao" });
	const pick = found.root.querySelector("a[href*='?pair=']")?.getAttribute("href") ?? "";
	const chosen = await wang.open(pick);
	const nominated = await wang.submit(chosen, "提名", { words: "三代人一起收拾的。" });
	expect(nominated.text).toContain("等答复");
	expect(nominated.text).toContain("三代人一起收拾的。");
	const drawn = await wang.submit(nominated, "抽签", { wanted: "3" });
	expect(drawn.text).toContain("抽签好了");
	expect(drawn.root.querySelectorAll("tbody tr")).toHaveLength(4);
	// Three of three were drawn, so all were asked.
	expect(drawn.root.querySelectorAll("tbody tr td:nth-child(2)").map((cell) => cell.textContent)).toEqual(["提名", "都请", "都请", "都请"]);
	expect(drawn.root.querySelector(".check-draws")?.textContent).toContain('SHA-256("990101100000:1:nominees:庭院编号")');
	const again = await wang.submit(drawn, "抽签", { wanted: "3" });
	expect(again.text).toContain("没有新抽的户");
});

async function answered(home: typeof cast.homes.bao, button: string, words?: string): Promise<Seen> {
	const visitor = await come(home.viewer);
	const page = await visitor.open("/me");
	expect(page.text).toContain("柿林镇要办“金秋最美庭院”");
	return visitor.submit(page, button, words === undefined ? {} : { words });
}

test("households read what a yes means, and say yes with their words, or no", async () => {
	const { bao, chen, du, fan } = cast.homes;
	expect((await answered(bao, "参加", "一家人收拾了两天。")).text).toContain("答应参加了");
	expect((await answered(fan, "参加")).text).toContain("您家答应参加“金秋最美庭院”");
	expect((await answered(du, "参加")).text).toContain("退出评选");
	const declined = await answered(chen, "不参加");
	expect(declined.text).toContain("记下了，不参加");
	expect(declined.text).not.toContain("请您家参加评选");
	const leaving = await come(du.viewer);
	const left = await leaving.submit(await leaving.open("/me"), "想好了，退出");
	expect(left.text).toContain("退出好了");
	const list = await wang.open(`${here}/nominations`);
	expect(list.text).toContain("0001 鲍春生");
	const nominee = list.root.querySelectorAll("tbody tr").find(({ textContent }) => textContent.includes("鲍春生"));
	expect(nominee?.querySelector(".thumb img")).toBeTruthy();
	expect((await (await come(cast.staff.li)).open(`${here}/nominations`)).text).not.toContain("鲍春生");
	const states = list.root.querySelectorAll("tbody tr td:last-child").map((cell) => cell.textContent.trim());
	expect(states.sort()).toEqual(["不参加", "答应参加", "答应参加", "退出了"].sort());
});

test("the roll is drawn up; each village's admin checks, strikes and adds in their own part", async () => {
	const empty = await wang.open(`${here}/roll`);
	const drawnUp = await wang.submit(empty, "重新生成投票户名册");
	expect(drawnUp.root.querySelectorAll("tbody td.number").map(({ textContent }) => textContent)).toEqual(["3", "0", "1", "0"]);
	const li = await come(cast.staff.li);
	const list = await li.open(`${here}/roll`);
	expect(list.text).not.toContain("白杨村");
	const part = await li.open(`${here}/roll?place=${cast.places.qingshi.id}`);
	const line = part.root.querySelectorAll("tbody tr").find(({ textContent }) => textContent.includes("陈桂兰"));
	expect(line?.querySelectorAll("td, th").map(({ textContent }) => textContent.trim())).toEqual(
		expect.arrayContaining(["2", "东沟", "0002"]),
	);
	const refused = await li.submit(part, "划去", { number: "2", why: "x" });
	expect([refused.status, refused.text.includes("请写明原因，2 到 100 个字")]).toEqual([422, true]);
	const struck = await li.submit(part, "划去", { number: "2", why: "已经迁出" });
	expect(struck.text).toContain("划去 · 已经迁出");
	const mended = await li.submit(struck, "放回投票户名册 陈桂兰");
	expect(mended.text).toContain("记下了");
	expect(mended.text).not.toContain("划去 · 已经迁出");
	await li.submit(mended, "划去", { number: "2", why: "已经迁出" });
	const unknown = await li.submit(struck, "补上", { houseNumber: "0099" });
	expect(unknown.text).toContain("没有这个户号");
	const alone = await li.submit(await li.open(`${here}/roll?place=${cast.places.qingshi.id}`), "核对无误");
	expect([alone.status, alone.text.includes("另一半是您办的。请找：王立新")]).toEqual([403, true]);
	const checked = await wang.submit(await wang.open(`${here}/roll?place=${cast.places.qingshi.id}`), "核对无误");
	expect(checked.text).toContain("还有 1 个村没有核对投票户名册");
	expect((await li.open(`${here}/roll?place=${cast.places.baiyang.id}`)).status).toBe(404);
	expect((await wang.open(`${here}/roll?place=${cast.places.qingshi.id}`)).text).toMatch(/王立新，.+，2 户/);
	expect((await wang.submit(checked, "核对无误")).text).toContain("都办好了");
});

test("the notice board gets house numbers and no names", async () => {
	const file = await wang.ask(`${here}/roll.csv?place=${cast.places.qingshi.id}`);
	expect(file.headers.get("content-disposition")).toContain("roll.csv");
	const text = Buffer.from(await file.arrayBuffer()).toString();
	expect(text).toBe("\ufeff组,户号\r\n东沟,0001\r\n西坡,0001\r\n");
});

test("what would be frozen is shown once more, then announced, and stands still", async () => {
	const page = await wang.open(here);
	for (const words of ["一家人收拾了两天。", "青石村", "白杨村", "投票户名册 3 户，2 个村", "抽签定先后"])
		expect(page.text).toContain(words);
	const codes = page.root.querySelectorAll(".code").map((code) => [code.textContent.length, code.closest("details")?.getAttribute("open")]);
	expect(codes).toEqual([
		[64, undefined],
		[64, undefined],
	]);
	const announced = await wang.submit(page, "公告这一轮");
	expect(announced.text).toContain("公告了");
	expect(await round()).toMatchObject({ stage: "announced" });
	expect((await wang.open(`${here}/rules`)).root.querySelector("form[action*=edit]")).toBeNull();
	expect((await wang.open(`${here}/nominations`)).root.querySelector("form[action*=drawNominees]")).toBeNull();
	const again = await wang.submit(page, "公告这一轮");
	expect(again.text).toContain("公告了");
});

test("everybody reads on the round's page how the candidates were found, and of no household what it said", async () => {
	const page = await new Visitor(site().origin).open(here.replace("/staff", ""));
	const told = page.root.querySelector("section[aria-labelledby='how-chosen']");
	const words = told?.textContent ?? "";
	for (const said of ["公开过前后对比的 3 户都请了，没有抽签", "工作人员提名 1 户", "2 户没答应、没答复，或者又退出了"])
		expect(words).toContain(said);
	const fold = page.root.querySelector(".check-draws");
	expect(fold?.textContent).not.toContain(":nominees:");
	expect(`${told?.innerHTML} ${fold?.innerHTML}`).not.toMatch(/code-|pair-|household-|陈桂兰|杜长河/);
});

test("a household that was struck off reads why, and nobody else does", async () => {
	const publicPage = here.replace("/staff", "");
	const chen = await come(cast.homes.chen.viewer);
	const told = (await chen.open(publicPage)).text;
	expect(told).toContain("划掉的原因：已经迁出");
	expect(told).toMatch(/到村委会查清了，就能放回投票户名册，.+开始投票以前都来得及/);
	const bao = await come(cast.homes.bao.viewer);
	for (const other of [bao, new Visitor(site().origin)]) expect((await other.open(publicPage)).text).not.toContain("已经迁出");
});

test("after the announcement the town puts back who was struck, and the household reads no reason any more", async () => {
	const part = await wang.open(`${here}/roll?place=${cast.places.qingshi.id}`);
	expect(part.text).toContain("最晚划到");
	const mended = await wang.submit(part, "放回投票户名册 陈桂兰");
	expect(mended.text).not.toContain("划去 · 已经迁出");
	const chen = await come(cast.homes.chen.viewer);
	const told = (await chen.open(here.replace("/staff", ""))).text;
	expect(told).toContain("您家在投票户名册上");
	expect(told).not.toContain("已经迁出");
});

test("a round is called off with a reason and begun anew as a correction", async () => {
	const page = await wang.open(here);
	const refused = await wang.submit(page, "作废这一轮", { why: "错" });
	expect(refused.text).toContain("请写明原因，5 到 200 个字");
	const cancelled = await wang.submit(page, "作废这一轮", { why: "候选的介绍有误" });
	expect(cancelled.text).toContain("原因：候选的介绍有误");
	const corrected = await wang.submit(cancelled, "更正：另开一轮");
	expect(corrected.text).toContain("更正的是");
	const list = await wang.open("/staff/votes");
	expect(list.root.querySelectorAll("tbody tr")).toHaveLength(2);
});

test("a draft that is called off was never announced, and the public knows nothing of it", async () => {
	const list = await wang.open("/staff/votes");
	const link = list.root.querySelectorAll("tbody a").find((one) => one.getAttribute("href") !== here);
	const corrected = link?.getAttribute("href") ?? "";
	const publicPage = corrected.replace("/staff", "");
	const visitor = new Visitor(site().origin);
	expect((await visitor.open(publicPage)).status).toBe(404);
	await wang.submit(await wang.open(corrected), "作废这一轮", { why: "暂时不办了" });
	expect((await visitor.open(publicPage)).status).toBe(404);
	expect((await visitor.open("/votes")).html).not.toContain(publicPage);
	expect((await visitor.open(here.replace("/staff", ""))).text).toContain("候选的介绍有误");
});

test("a moderator finds no votes, an auditor looks and changes nothing", async () => {
	const meng = await come(cast.staff.meng);
	expect((await meng.open("/staff/votes")).status).toBe(404);
	expect((await meng.open(here)).status).toBe(404);
	const song = await come(cast.staff.song);
	for (const page of ["", "/nominations", "/roll"]) {
		const seen = await song.open(here + page);
		expect(seen.status).toBe(200);
		expect(seen.root.querySelectorAll("main form[method=post]")).toEqual([]);
	}
	expect((await song.open(`${here}/rules`)).status).toBe(404);
});

test("in the last day before the opening nobody is struck any more, by a form that was open before either", async () => {
	const { bao, chen, fan } = cast.homes;
	const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
	const of = { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, fan] };
	await roundOf("later", { ...of, opensAt: inHours(25), closesAt: inHours(50) });
	await roundOf("soon", { ...of, opensAt: inHours(23), closesAt: inHours(50) });
	const part = (id: string) => wang.open(`/staff/votes/${id}/roll?place=${cast.places.qingshi.id}`);
	const soon = await part("soon");
	expect(soon.text).toContain("开始投票前 24 小时内不再划去");
	expect(soon.root.querySelector("form[action*=strike]")).toBeNull();
	const late = await wang.submit(await part("later"), "划去", { number: "2", why: "已经迁出", roundId: "soon" });
	expect([late.status, late.text.includes("放回投票户名册、补上漏掉的户都还可以")]).toEqual([409, true]);
});
