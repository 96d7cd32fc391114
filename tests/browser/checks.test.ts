import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { weekOf } from "#domain/checks/rules.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves } from "#domain/households/change-members.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { hireZhao } from "#tests/offices.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

const now = new Date();
const weekAgo = minutesAfter(now, -7 * 24 * 60);
let cast: Awaited<ReturnType<typeof inviteCast>>;
let zhao: Viewer;
/** Drawn of what Wang did a week ago: a death, a new head, and one about which nobody may ask, because all others are close to the household or hired by Wang. */
let drawn: { entrySeq: number; householdId: string }[];
const site = useSite(async () => {
	cast = await inviteCast();
	zhao = await hireZhao(cast.staff.wang);
	await waiveTotp(cast.staff.wang);
	await drawChecks(weekAgo);
	const { wang } = cast.staff;
	const at = weekAgo;
	await carryOut(addMember, { householdId: "household-chen", by: wang, at, name: "陈大海", isUnder14: false });
	const [added] = await db.select({ detail: auditEntries.detail }).from(auditEntries).where(eq(auditEntries.action, "member.add"));
	await carryOut(memberLeaves, { householdId: "household-chen", by: wang, at, personId: String(added?.detail["personId"]), why: "died" });
	await carryOut(changeHead, { householdId: "household-fan", by: wang, at, name: "范小军", why: "died" });
	const kin = ["person-song", "person-zhao"].map((personId) => ({ personId, householdId: "household-fan", declaredAt: at }));
	await write((tx) => tx.insert(declaredRelatives).values(kin));
	await drawChecks(now);
	drawn = await db.select().from(householdChecks).orderBy(householdChecks.entrySeq);
});
const open = useBrowser();

const answersOf = (words: string) => ({ answer: "untrue", how: "visit", words });

test("an auditor is led from home to what was drawn, one form on a page, writes down what the household said without JavaScript, and what was not true is told", async () => {
	const song = await signIn(new Visitor(site().origin), cast.staff.song);
	expect((await song.open("/staff")).text).toContain("1 件户的变动等着您问一问");
	const list = await song.open("/staff/checks");
	expect(list.text).toContain("青石村 东沟 0002 陈桂兰");
	expect(list.text).toContain("陈大海去世");
	const seq = drawn.find(({ householdId }) => householdId === "household-chen")?.entrySeq;
	expect(list.root.querySelectorAll("form textarea")).toHaveLength(0);
	expect(list.root.querySelector(`a[href="/staff/checks/${seq}"]`)).not.toBeNull();
	const other = await signIn(new Visitor(site().origin), zhao);
	const late = await other.open(`/staff/checks/${seq}`);
	const page = await song.open(`/staff/checks/${seq}`);
	const silent = await song.submit(page, "记下", { ...answersOf("") });
	expect([silent.status, silent.text.includes("请写这户怎么说的")]).toEqual([422, true]);
	const noted = await song.submit(silent, "记下", answersOf("人好好的，在地里干活。"));
	expect(noted.address).toContain("/staff/checks?done=checked");
	expect(noted.text).toContain("记下了");
	expect(noted.text).toContain("人好好的，在地里干活。");
	expect((await song.open("/staff")).text).toContain("1 件户的变动，问下来不是真的");
	const refused = await other.submit(late, "记下", answersOf("我也去问过。"));
	expect([refused.status, refused.text.includes("这件已经问过"), refused.text.includes("我也去问过。")]).toEqual([409, true, true]);
	expect(refused.text).toContain("人好好的，在地里干活。");
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	expect((await wang.open("/staff")).text).not.toContain("问下来不是真的");
	const history = (visitor: Visitor) => visitor.open("/admin/households/household-chen/changes");
	expect((await history(song)).text).toContain("问“家里有人离开 · 陈大海去世”：上门问过，不是真的");
	expect((await history(wang)).text).toContain("“家里有人离开 · 陈大海去世”：已经问过");
	expect((await wang.open(`/staff/checks/${seq}`)).status).toBe(404);
});

test("the district and its auditors read every answer, by kind, and are told at home of what nobody may ask about", async () => {
	const song = await signIn(new Visitor(site().origin), cast.staff.song);
	const answers = await song.open("/staff/checks/answers");
	for (const words of ["陈大海去世", "王立新", "不是真的", "上门", "宋平"]) expect(answers.text).toContain(words);
	expect((await song.open("/staff/checks/answers?answer=true")).text).toContain("还没有问过的");
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	expect((await wang.open("/staff/checks/answers")).text).not.toContain("陈大海");
	for (const one of [song, wang]) {
		expect((await one.open("/staff")).text).toContain("1 件抽到的变动，没有人能问");
		expect((await one.open("/staff/checks")).text).toContain("范秋菊去世，户主换成范小军");
	}
});

test("the commitments of this week and the next can be read before they are drawn, the seeds of those that are over afterwards", async () => {
	const song = await signIn(new Visitor(site().origin), cast.staff.song);
	const { text } = await song.open("/staff/checks");
	const seedOfWeek = (at: Date) => seedOf(`household checks ${weekOf(at)}`);
	for (const at of [weekAgo, now, minutesAfter(now, 7 * 24 * 60)]) expect(text).toContain(commitmentOf(seedOfWeek(at)));
	expect([weekAgo, now].map((at) => text.includes(seedOfWeek(at)))).toEqual([true, false]);
	expect(text).toContain("有 2 户要问的变动，每位同事取 2 户，一共抽了 2 户");
});

test.each(["/staff/checks", "/staff/checks/answers", "a form"])(
	"%s is clean for axe at 360 pixels, in large letters and in the dark",
	async (address) => {
		const page = await open({ site: site(), width: 360, viewer: cast.staff.song, looks: true });
		await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
		await page.emulateMedia({ colorScheme: "dark" });
		await page.goto(address === "a form" ? `/staff/checks/${drawn[0]?.entrySeq}` : address);
		for (const fold of await page.locator("summary").all()) await fold.click();
		expect(await faultsOn(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	},
);
