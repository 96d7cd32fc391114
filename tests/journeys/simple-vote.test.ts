import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { voteRollChecks } from "#db/schema/votes/roll.ts";
import { voteCandidates, voteNominations, voteRounds } from "#db/schema/votes/rounds.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// The admin of one village holds a vote without a lawyer: from "I want a vote" to "it is announced" by plain forms.
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, fan, du } = cast.homes;
	const grant = { personId: cast.staff.li.personId, role: "village_admin" as const, regionId: cast.places.qingshi.id, grantedAt: MORNING };
	await write((tx) => tx.insert(roleGrants).values(grant));
	for (const home of [bao, chen, fan, du]) await pairOf(home, `pair-${home.personId}`, { at: new Date(Date.now() - 3_600_000) });
});

let li: Visitor;
beforeAll(async () => {
	li = await come(cast.staff.li);
});
const come = (viewer: typeof cast.staff.li) => signIn(new Visitor(site().origin), viewer);
const idOf = ({ address }: Seen) => address.split("/")[3]?.split("?")[0] ?? "";
const asked = async (roundId: string) =>
	(await db.select().from(voteNominations).where(eq(voteNominations.roundId, roundId)))
		.map(({ householdId, how }) => `${householdId} ${how}`)
		.sort();
const simple = async (fields: Record<string, string | string[]>) =>
	li.submit(await li.open("/staff/votes/new"), "备好，请各家答复", fields);
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("six screens lead from the wish to the announcement, and every promise is kept on the way", async () => {
	const screens: Seen[] = [await li.open("/staff/votes")];
	const [list] = screens as [Seen];
	screens.push(await li.open(list.root.querySelector("a[href$='/staff/votes/new']")?.getAttribute("href") ?? ""));
	const form = screens.at(-1) as Seen;
	expect(form.root.querySelectorAll("select")).toEqual([]);
	screens.push(
		await li.submit(form, "备好，请各家答复", { name: "青石村最美小院", opensAt: day(3), closesAt: day(9), votesPerHousehold: "1" }),
	);
	const prepared = screens.at(-1) as Seen;
	expect(prepared.text).toContain("投票户名册 3 户，1 个村");
	for (const { viewer } of [cast.homes.bao, cast.homes.chen]) {
		const home = await come(viewer);
		await home.submit(await home.open("/me"), "参加");
	}
	screens.push(await li.open(`/staff/votes/${idOf(prepared)}`));
	const preview = screens.at(-1) as Seen;
	for (const seen of ["0001 鲍春生", "0002 陈桂兰", "投票户名册 3 户，1 个村", "还有 1 个村没有核对投票户名册"])
		expect(preview.text).toContain(seen);
	expect(preview.text).not.toContain("公告这一轮");
	screens.push(await li.submit(preview, "核对无误"));
	screens.push(await li.submit(screens.at(-1) as Seen, "公告这一轮"));
	expect(screens.at(-1)?.text).toContain("公告了");
	expect(screens).toHaveLength(6);
	const [round] = await db
		.select()
		.from(voteRounds)
		.where(eq(voteRounds.id, idOf(prepared)));
	expect(round).toMatchObject({
		stage: "announced",
		ownVillage: "allowed",
		ties: "shared",
		rulesHash: expect.stringMatching(/^[0-9a-f]{64}$/),
	});
	expect(
		await db
			.select()
			.from(voteCandidates)
			.where(eq(voteCandidates.roundId, round?.id ?? "")),
	).toHaveLength(2);
	expect(await db.select().from(voteRollChecks)).toMatchObject([{ checkedBy: "person-li", households: 3 }]);
});

test("the officer sees whose door each nominee is, a line of the roll for each hamlet, and at work what is missing", async () => {
	const form = await li.open("/staff/votes/new");
	const ticks = form.root.querySelectorAll("details:not([open]) label.choice");
	expect(ticks.map(({ textContent }) => textContent.trim()).sort()).toEqual(
		["东沟 0001 鲍春生", "东沟 0002 陈桂兰", "西坡 0001 杜长河"].map((home) => expect.stringContaining(home)),
	);
	expect(ticks.map((tick) => tick.querySelectorAll("img").length)).toEqual([1, 1, 1]);
	const draft = await li.submit(form, "备好，请各家答复", {
		name: "谁家的门",
		opensAt: day(80),
		closesAt: day(81),
		votesPerHousehold: "1",
	});
	expect(draft.root.querySelectorAll("ul[lang] li").map(({ textContent }) => textContent)).toEqual([
		"东沟 0001 鲍春生、0002 陈桂兰",
		"西坡 0001 杜长河",
	]);
	const asked = (await li.open(`/staff/votes/${idOf(draft)}/nominations`)).root.querySelectorAll("tbody th");
	expect(asked.map((nominee) => nominee.textContent.replaceAll(/\s+/g, " ").trim()).sort()[0]).toBe("青石村 · 东沟 0001 鲍春生");
	expect(asked.map((nominee) => nominee.querySelectorAll("img").length)).toEqual([1, 1, 1]);
	const waits = (await li.open("/staff")).root.querySelector(`a[href='/staff/votes/${idOf(draft)}']`);
	expect(waits?.textContent).toBe("“谁家的门”还没公告，还差 2 样");
	expect((await (await come(cast.staff.wang)).open("/staff")).text).not.toContain("还没公告");
});

test("where the one who holds the vote printed the slips, somebody else of the place hears two households, and it can be announced", async () => {
	const prepared = await simple({ name: "听了再写", opensAt: day(50), closesAt: day(51), votesPerHousehold: "1" });
	const at = `/staff/votes/${idOf(prepared)}`;
	for (const home of ["bao", "chen"]) await li.submit(await li.open(`/admin/households/household-${home}`), "发一张登录纸条并打印");
	const song = await come(cast.staff.song);
	for (const saidBy of ["鲍春生", "陈桂兰"]) {
		const list = await song.open(`${at}/nominations`);
		const row = list.root.querySelectorAll("tbody tr").find(({ textContent }) => textContent.includes(saidBy));
		const write = row?.querySelector("a[href*='?answer=']");
		await song.submit(await song.open(write?.getAttribute("href")?.split("#")[0] ?? ""), "参加", { saidBy });
	}
	const checked = await li.submit(await li.open(at), "核对无误");
	expect((await li.submit(checked, "公告这一轮")).text).toContain("公告了");
	const { text } = await new Visitor(site().origin).open(`/votes/${idOf(prepared)}`);
	expect(text).toContain("这一轮由村级管理员（青石村）准备。哪张票不算，要两个人签字；第二个签字的人由建站的人任命。");
	expect(text).not.toMatch(/李敏|宋平/);
});

test("sent twice it is one draft, nobody is asked twice, and what was checked stays", async () => {
	const fields = { name: "再来一次", opensAt: day(20), closesAt: day(20) };
	const [one, other] = [await simple(fields), await simple(fields)];
	expect(idOf(other)).toBe(idOf(one));
	expect(await asked(idOf(one))).toEqual(["household-bao drawn", "household-chen drawn", "household-du drawn"]);
});

test("some are drawn, or those who were ticked are asked", async () => {
	const drawn = await simple({ name: "抽一户", opensAt: day(30), closesAt: day(31), who: "drawn", wanted: "1" });
	expect(await asked(idOf(drawn))).toHaveLength(1);
	const ticked = await simple({ name: "挑一户", opensAt: day(32), closesAt: day(33), who: "ticked", submissionId: ["pair-person-chen"] });
	expect(await asked(idOf(ticked))).toEqual(["household-chen nominated"]);
});

test.each<[string, Record<string, string>, string]>([
	["nobody is ticked", { who: "ticked" }, "请至少勾选一户"],
	["it is over before it begins", { closesAt: day(1) }, "至少晚 1 小时"],
	["it should begin today", { opensAt: day(0) }, "在现在以后"],
	["it has no name", { name: " " }, "请写上名称"],
	["nobody shall be drawn", { who: "drawn", wanted: "0" }, "1 到 100"],
])("it is told when %s, and nothing is begun", async (_what, wrong, told) => {
	const before = await db.$count(voteRounds);
	const refused = await simple({ name: "不成的一轮", opensAt: day(40), closesAt: day(46), ...wrong });
	expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(told)]);
	expect(await db.$count(voteRounds)).toBe(before);
});

test("nobody is asked yet, if that is what was chosen; the roll is there", async () => {
	const later = await simple({ name: "以后再提名", opensAt: day(50), closesAt: day(51), who: "later" });
	expect(await asked(idOf(later))).toEqual([]);
	expect(later.text).toContain("投票户名册 3 户，1 个村");
	expect(later.text).toContain("0 户答应参加");
});

test("who looks after several places says which, and finds every rule on the next page", async () => {
	const wang = await come(cast.staff.wang);
	const page = await wang.open("/staff/votes/new");
	expect(page.root.querySelectorAll("select[name=regionId] option").length).toBeGreaterThan(2);
	const town =
		page.root
			.querySelectorAll("option")
			.find(({ textContent }) => textContent === "柿林镇")
			?.getAttribute("value") ?? "";
	const fields = { regionId: town, name: "全镇最美", opensAt: day(60), closesAt: day(61), who: "later" };
	const drafted = await wang.submit(page, "备好，请各家答复", fields);
	const rules = drafted.root.querySelectorAll("a").find(({ textContent }) => textContent === "改规则");
	expect((await wang.open(rules?.getAttribute("href") ?? "")).text).toContain("票数一样时");
});
