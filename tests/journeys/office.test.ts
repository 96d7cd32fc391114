import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast } from "#tests/cast.ts";
import { oneOfEachRole } from "#tests/offices.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let offices: Awaited<ReturnType<typeof oneOfEachRole>>;
const site = useSite(async () => {
	const cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	offices = await oneOfEachRole(cast.places);
	await sentSubmission(cast.homes.bao, { number: 1, at: new Date(Date.now() - 5 * 3_600_000) });
	await sentSubmission(cast.homes.chen, { number: 5, at: new Date(Date.now() - 3_600_000) });
	await sentSubmission(cast.homes.fan, { number: 9, at: new Date(Date.now() - 9 * 3_600_000) });
});

const homeOf = async (role: keyof typeof offices) => (await signIn(new Visitor(site().origin), offices[role])).open("/staff");

test("moderators and admins read how many wait in their place and since when, and only moderators are sent there", async () => {
	const moderator = await homeOf("moderator");
	expect(moderator.text).toContain("2 组前后对比等着审核 最久的等了 5 小时");
	expect(moderator.root.querySelector("main a[href='/moderation']")).not.toBeNull();
	const admin = await homeOf("district_admin");
	expect(admin.text).toContain("3 组前后对比等着审核 最久的等了 9 小时");
	expect(admin.root.querySelector("main a[href='/moderation']")).toBeNull();
	expect(admin.root.querySelector("main a[href='/admin/staff']")?.textContent).toBe("看谁是审核员");
});

test("an admin of a place without slips is told what to do first, and led there", async () => {
	const admin = await homeOf("village_admin");
	expect(admin.text).toContain("先办这几件");
	expect(admin.root.querySelector("main a[href='/admin/door-codes']")).not.toBeNull();
	expect((await homeOf("moderator")).text).not.toContain("先办这几件");
});

test("whose pages are still being made reads first what can be done now, then in a sentence what comes, with their places; the auditor is led to the trail", async () => {
	for (const [role, said, ways] of [
		["publicist", "", ["/staff/publicity", "/staff/shown", "/staff/publicity/consents", "/staff/votes"]],
		["inspector", "打分的页面还在做", ["/staff/lookbacks", "/staff/spots", "/staff/assist"]],
		["storekeeper", "请您当店长以后", ["/staff/points"]],
	] as const) {
		const { text, root } = await homeOf(role);
		expect(text).toContain(said);
		expect(text).toContain("您管的地方：青石村。");
		const deeds = root.querySelectorAll("main .deeds a.button").map((way) => way.getAttribute("href"));
		expect(deeds).toEqual(ways);
		if (said) expect(text.indexOf("现在能做的")).toBeLessThan(text.indexOf(said));
		else expect(text).not.toContain("还在做");
		expect(text).not.toContain("没有等着办的事");
		expect(text).not.toContain("等着审核");
	}
	const auditor = await homeOf("auditor");
	expect(auditor.root.querySelector("main a[href='/staff/trail']")).not.toBeNull();
	const visitor = await signIn(new Visitor(site().origin), offices.auditor);
	const { text } = await visitor.open("/staff/trail");
	expect(text).toContain("交了一组前后对比");
});

test("an auditor asks the trail for a day, a person, a kind of deed and a place by a plain form, and pages on within it", async () => {
	const visitor = await signIn(new Visitor(site().origin), offices.auditor);
	const rows = async (query: string) => (await visitor.open(`/staff/trail${query}`)).root.querySelectorAll("main tbody tr").length;
	expect(await rows("")).toBeGreaterThan(1);
	expect(await rows("?place=白杨村")).toBe(0);
	expect(await rows("?place=donggou&deeds=pairs")).toBeGreaterThan(0);
	expect(await rows("?deeds=places")).toBe(0);
	expect(await rows("?who=nobody")).toBe(0);
	const { root, text } = await visitor.open("/staff/trail?day=2020-01-01&deeds=pairs&place=东沟");
	expect(text).toContain("没有找到");
	expect(root.querySelector("input[name=day]")?.getAttribute("value")).toBe("2020-01-01");
	expect(root.querySelector("option[selected]")?.textContent).toBe("前后对比");
	expect(root.querySelector("main a.alone[href='/staff/trail']")).not.toBeNull();
});

test("a publicist and an inspector find shown pairs from their home, a storekeeper a household's points; each page is for them alone", async () => {
	const way = async (role: keyof typeof offices, to: string) => (await homeOf(role)).root.querySelector(`.roof a[href='${to}']`) !== null;
	expect(await way("publicist", "/staff/shown")).toBe(true);
	expect(await way("inspector", "/staff/shown")).toBe(true);
	expect(await way("storekeeper", "/staff/points")).toBe(true);
	expect(await way("moderator", "/staff/points")).toBe(false);
	const visitor = await signIn(new Visitor(site().origin), offices.storekeeper);
	expect((await visitor.open("/staff/points?search=baochunsheng")).text).toContain("青石村 东沟 0001 鲍春生现在能用 0 分");
	const none = await visitor.open("/staff/points?search=范秋菊");
	for (const said of ["没有找到", "查哪一户", "清空"]) expect(none.text).toContain(said);
});
