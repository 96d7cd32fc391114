import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots } from "#db/schema/votes/papers.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { closeDueRounds } from "#domain/votes/rounds/close.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { hireZhao } from "#tests/offices.ts";
import { readByTwo, ticked } from "#tests/papers.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// One round that is open as the tests run, and one that closed weeks ago: by the server's clock both.
let cast: Awaited<ReturnType<typeof inviteCast>>;
let hired: Viewer;
const NOW = new Date();
const THEN = minutesAfter(MORNING, 120);
const CLOSED = minutesAfter(MORNING, 180);

const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, du, fan } = cast.homes;
	const of = { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du, fan] };
	await roundOf("open", { ...of, opensAt: minutesAfter(NOW, -60), closesAt: minutesAfter(NOW, 600), paperUntil: minutesAfter(NOW, 900) });
	await roundOf("june", { ...of, opensAt: minutesAfter(MORNING, 60), closesAt: CLOSED, paperUntil: CLOSED });
	await oddVotes();
	hired = await hireZhao(cast.staff.wang);
});

/** In the closed round: chen by phone and on paper, and four households on one phone. */
async function oddVotes(): Promise<void> {
	const { wang, li, meng } = cast.staff;
	const by = (householdId: string, numbers: number[]) =>
		castBallot({ roundId: "june", householdId, numbers, channel: "phone", mark: "one", at: THEN });
	await by("household-bao", [2]);
	await by("household-chen", [1]);
	await by("household-du", [1, 2]);
	await by("household-fan", [1]);
	const { papers } = await issuePapers({ roundId: "june", householdIds: ["household-chen"], by: wang, at: THEN });
	await readByTwo(papers[0]?.code ?? "", ticked(2), [li, meng], THEN);
	await closeDueRounds(CLOSED, () => true);
}

const as = async (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const codeOn = (page: Seen) => page.root.querySelector(".letters")?.textContent.replace(/\s/g, "") ?? "";

test("from the printer to the box by plain forms: issue, print, two people enter", async () => {
	const wang = await as(cast.staff.wang);
	const desk = await wang.open(`/staff/votes/open/papers?village=${cast.places.qingshi.id}`);
	expect(desk.text).toContain("截止以后显示");
	const sheet = await wang.submit(desk, "给选中的户印选票", { household: "household-chen", box: "青石村村委会" });
	expect(sheet.status).toBe(200);
	expect(sheet.text).toContain("投进青石村村委会的投票箱");
	const ballot = sheet.root.querySelector(".paper-ballot");
	const strip = ballot?.querySelector(".ballot-strip");
	expect(strip?.textContent).toContain("陈桂兰");
	strip?.remove();
	expect(ballot?.textContent).not.toMatch(/陈桂兰|0002/);
	expect(ballot?.querySelectorAll(".tick-box")).toHaveLength(2);
	const code = codeOn(sheet);
	expect(code).toMatch(/^[0-9a-z]{10}$/);

	const li = await as(cast.staff.li);
	const entry = (await li.open("/staff")).root.querySelector("main a[href$='/papers/entry']")?.getAttribute("href");
	expect(entry).toBe("/staff/votes/open/papers/entry");
	const first = await li.submit(await li.open(entry ?? ""), "录入，下一张", { code, numbers: "2" });
	expect(first.text).toContain("这是第一遍");
	expect(first.text).not.toMatch(/陈桂兰|东沟 0002/);
	const again = await li.submit(first, "录入，下一张", { code, numbers: "2" });
	expect([again.status, again.text.includes("在等另一个人录第二遍")]).toEqual([409, true]);
	const meng = await as(cast.staff.meng);
	const scanned = await meng.open(`/staff/votes/open/papers/entry?code=${code}`);
	const second = await meng.submit(scanned, "录入，下一张", { numbers: "2" });
	expect(second.text).toContain("两遍一样");
	const rows = (await db.select().from(ballots)).filter(({ roundId }) => roundId === "open");
	expect(rows.map((row) => [row.rollNumber, row.channel, openedChoice("open", Buffer.from(row.sealed), row)])).toEqual([[2, "paper", [2]]]);
	expect((await (await as(cast.homes.chen.viewer)).open("/me")).text).toContain("您家的纸质选票已经录好，算数");
	expect((await wang.open("/staff/votes/open/papers")).text).toContain("截止以后显示");
});

test("two readings that differ are shown to these two, and to nobody else", async () => {
	const { papers } = await issuePapers({ roundId: "open", householdIds: ["household-du"], by: cast.staff.wang, at: new Date() });
	const [code, mark] = [papers[0]?.code ?? "", papers[0]?.mark ?? ""];
	await enterPaper({ roundId: "open", code, reading: ticked(1), by: cast.staff.li, at: new Date() });
	const meng = await as(cast.staff.meng);
	const differs = await meng.submit(await meng.open("/staff/votes/open/papers/entry"), "录入，下一张", { code, numbers: "2" });
	expect(differs.text).toContain("两遍不一样，这张票还没有算数");
	for (const viewer of [cast.staff.li, cast.staff.meng])
		expect((await (await as(viewer)).open("/staff/votes/open/papers/entry")).text).toMatch(new RegExp(`要重读的.*${mark}`));
	expect((await (await as(cast.staff.song)).open("/staff/votes/open/papers/entry")).text).not.toMatch(new RegExp(`要重读的|${mark}`));
});

test("what is wrong with an entry is said, and what was typed stays", async () => {
	const li = await as(cast.staff.li);
	const entry = await li.open("/staff/votes/open/papers/entry");
	const wrong = await li.submit(entry, "录入，下一张", { code: "zzzzz 00000", numbers: "一号" });
	expect([wrong.status, wrong.text.includes("这里只填号码")]).toEqual([422, true]);
	expect(wrong.root.querySelector("#code")?.getAttribute("value")).toBe("zzzzz 00000");
	const unknown = await li.submit(entry, "录入，下一张", { code: "zzzzz 00000", spoiled: "on" });
	expect(unknown.text).toContain("这一轮没有这个编码");
});

test("printing for nobody is told, prints nothing, and opening the sheet's address leads back", async () => {
	const wang = await as(cast.staff.wang);
	const before = await db.select().from(paperBallots);
	const desk = await wang.open(`/staff/votes/open/papers?village=${cast.places.qingshi.id}`);
	const told = await wang.submit(desk, "给选中的户印选票", { household: [] });
	expect([told.status, told.text.includes("还没有选农户")]).toEqual([422, true]);
	expect((await wang.open("/staff/votes/open/papers/print")).address).toBe("/staff/votes/open/papers");
	expect(await db.select().from(paperBallots)).toHaveLength(before.length);
});

test("while the round is open nobody hears of conflicts, flags or invalid ballots", async () => {
	const wang = await as(cast.staff.wang);
	const seen = await wang.open("/staff/votes/open/doubts?search=陈");
	expect(seen.text).toContain("投票截止以后才能核实");
	expect(seen.text).not.toContain("陈桂兰");
});

test("paper and phone of one household stand beside each other until two have settled it", async () => {
	const wang = await as(cast.staff.wang);
	const seen = await wang.open("/staff/votes/june/doubts");
	expect(seen.text).toContain("青石村 东沟 0002 陈桂兰");
	expect(seen.text).toMatch(/投了两次：用手机或电脑，.*；纸质选票，.*录完/);
	expect((await (await as(cast.homes.chen.viewer)).open("/me")).text).toContain("两张都留着，村里正在核对，不用再投");
	const proposed = await wang.submit(seen, "form:has([name=why])", { outcome: "paper", why: "上门问过，本人说以纸上的为准。" });
	expect(proposed.text).toContain("等另一个人签字");
	expect(proposed.root.querySelector("form[action*='approvals.sign']")).toBeNull();
	const song = await as(cast.staff.song);
	const settled = await song.submit(await song.open("/staff/votes/june/doubts"), "签字：以纸质选票为准");
	expect(settled.text).toContain("已定：以纸质选票为准（宋平 签字");
	expect(await db.select().from(approvals)).toMatchObject([{ outcome: "paper", answer: "signed", answeredBy: "person-song" }]);
	const chen = await as(cast.homes.chen.viewer);
	const told = (await chen.open("/me")).root.querySelector(".notices a");
	expect(told?.textContent).toBe("您家投了两次：以纸质选票为准");
	expect((await chen.open(told?.getAttribute("href") ?? "")).text).toMatch(/以纸质选票为准\s*上门问过，本人说以纸上的为准。/);
});

test("from a flag to what was found out, and to a ballot that two make invalid", async () => {
	const wang = await as(cast.staff.wang);
	const found = await wang.submit(await wang.open("/staff/votes/june/doubts"), "找一遍线索");
	expect(found.text).toContain("候选户互相投票");
	expect(found.text).toContain("常见的好意");
	const noted = await wang.submit(
		found,
		"form:has(textarea)",
		Object.fromEntries([[found.root.querySelector("textarea")?.getAttribute("name") ?? "", "杜家说不是自己投的。"]]),
	);
	expect(noted.text).toContain("王立新 记于");
	const search = await wang.open("/staff/votes/june/doubts?search=杜");
	const form = await wang.open(search.root.querySelector("li > a[href*='rollNumber=3']")?.getAttribute("href")?.replace(/#.*/, "") ?? "");
	const proposed = await wang.submit(form, "form:has([name=why])", { outcome: "not_by_household", why: "杜家说是别人拿手机替投的。" });
	expect(proposed.text).toContain("等另一个人签字");
	const song = await as(cast.staff.song);
	const signed = await song.submit(await song.open("/staff/votes/june/doubts"), "签字：作废（不是这户自己投的）");
	expect(signed.text).toContain("已定：作废（不是这户自己投的）（宋平 签字");
	const du = await (await as(cast.homes.du.viewer)).open("/me");
	expect(du.root.querySelector("a[href='/votes/june/appeal']")?.textContent).toMatch(
		/^您家的票作废了，计票时不算：请看为什么，.+前可以申请复核$/,
	);
});

test("from the household's appeal to the ruling of somebody new, by plain forms, before anything is counted", async () => {
	const du = await as(cast.homes.du.viewer);
	const door = await du.open("/votes/june/appeal");
	expect(door.text).toMatch(/作废（不是这户自己投的）\s*杜家说是别人拿手机替投的。/);
	const short = await du.submit(door, "申请复核", { words: "不对" });
	expect([short.status, short.root.querySelector("textarea")?.textContent]).toEqual([422, "不对"]);
	const sent = await du.submit(short, "申请复核", { words: "是我闺女帮我点的，选的是我自己的意思。" });
	expect(sent.text).toContain("申请收到了");
	expect(sent.root.querySelector("form[action*='doubts.appeal']")).toBeNull();
	expect((await du.open("/me")).root.querySelector(".notices")).toBeNull();
	const wang = await as(cast.staff.wang);
	expect((await wang.open("/staff/votes/june/count")).text).toContain("还有 1 户申请的复核没有办完");
	const signer = await wang.open("/staff/votes/june/doubts");
	expect(signer.text).toContain("您签过这张票");
	expect(signer.root.querySelectorAll("form[action*='doubts.propose']:has([name=kind][value=ruling])")).toEqual([]);
	const zhao = await as(hired);
	const ruling = { outcome: "restored", why: "问了本人和闺女，确实是自己选的。" };
	const proposed = await zhao.submit(await zhao.open("/staff/votes/june/doubts"), "form:has([name=kind][value=ruling])", ruling);
	expect(proposed.text).toContain("赵新 提议照样计票");
	const settled = await wang.submit(await wang.open("/staff/votes/june/doubts"), "签字：照样计票");
	expect(settled.text).toContain("已定：照样计票（王立新 签字");
	expect((await du.open("/votes/june/appeal")).text).toContain("照样计票");
});

test("the round's page leads to what is open until the visits are told or waived with a public reason; counting asks once more", async () => {
	const wang = await as(cast.staff.wang);
	const way = async () => (await wang.open("/staff/votes/june")).root.querySelector("main .button")?.textContent;
	expect(await way()).toBe("要核实的");
	const early = await wang.open("/staff/votes/june/count");
	expect(early.root.querySelector(".checklist")?.textContent).toContain("上门回访的结果还没有写");
	expect(early.root.querySelector("form[action*='counts.count']")).toBeNull();
	const doubts = await wang.open("/staff/votes/june/doubts");
	const empty = await wang.submit(doubts, "form:has([name=waived][value=true])", { note: " " });
	expect([empty.status, empty.root.querySelector("details[open] textarea")]).toEqual([422, expect.anything()]);
	await wang.submit(empty, "form:has([name=waived][value=true])", { note: "大雪封山，没人能去。" });
	expect(await way()).toBe("计票和公布");
	const ready = await wang.open("/staff/votes/june/count");
	expect(ready.root.querySelector("details:not([open]) form[action*='counts.count']")).not.toBeNull();
	const counted = await wang.submit(ready, "想好了，计票并公布");
	expect(counted.text).toContain("已经计票并公布");
	const result = await (await as(cast.homes.du.viewer)).open("/votes/june/result");
	expect(result.text).toContain("作废选票 0 张");
	expect(result.text).toContain("没有上门问，原因：大雪封山，没人能去。");
	const after = await wang.open("/staff/votes/june/doubts");
	expect(after.root.querySelectorAll("form[action*='doubts.']")).toEqual([]);
});

test("who was not made invalid has nothing to appeal against", async () => {
	const bao = await as(cast.homes.bao.viewer);
	expect((await bao.open("/votes/june/appeal")).text).toContain("您家的票没有被作废");
	const told = await bao.post(
		"/votes/june/appeal?_action=doubts.appeal",
		new URLSearchParams({ roundId: "june", words: "我也要复核一下" }),
	);
	expect(told.status).toBe(404);
});

test("called off while it was open, a round tells no officer who voted, or how", async () => {
	const wang = await as(cast.staff.wang);
	await cancelRound({ roundId: "open", by: cast.staff.wang, why: "候选里漏了一户", at: new Date() });
	expect((await wang.open("/staff/votes/open/papers")).text).toContain("截止以后显示");
	const seen = await wang.open("/staff/votes/open/doubts");
	expect(seen.text).toContain("已经投的票一直封存，谁投了票、怎么投的，谁也不看");
	expect(seen.text).not.toContain("陈桂兰");
});
