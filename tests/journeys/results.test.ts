import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { strike } from "#domain/votes/rounds/change-roll.ts";
import { openAlbum } from "#tests/album.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { codeIn, pdfTold } from "#tests/made.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";
import { APPEALS_OVER, closeRound, makeInvalid, say, sayOnPaper, waiveVisits } from "#tests/votes.ts";

type Scene = Awaited<ReturnType<typeof openAlbum>>;
let scene: Scene;

// The rounds closed long ago by the server's clock; how long objections run decides where each stands.
const LONG = 30;

const site = useSite(async () => {
	scene = await openAlbum();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	for (const id of ["june", "may", "sealed"]) await prepare(id);
	await closeRound("june");
	await closeRound("may");
	await makeInvalid("may", 4);
	await closeRound("sealed");
	await prepareOnePrize("april");
	// An old count: the days of objection are over.
	await countRound({ roundId: "may", by: scene.staff.wang, at: APPEALS_OVER });
});

async function prepare(id: string): Promise<void> {
	await announced(id, { objectionDays: id === "may" ? 1 : LONG });
	await say(id, 1, [2]);
	await say(id, 2, [1, 2]);
	await say(id, 3, [1, 3]);
	await say(id, 4, [3]);
}

/** One prize, for number 3; of the others the later number has more votes. A household was struck off after the announcement, another voted on paper. */
async function prepareOnePrize(id: string): Promise<void> {
	await announced(id, { places: 1 });
	await strike({ by: scene.staff.wang, roundId: id, number: 2, why: "已经迁出", at: minutesAfter(OPENS, -2 * 24 * 60) });
	await say(id, 1, [3, 2]);
	await sayOnPaper(id, 3, [3]);
	await closeRound(id);
	const counting = { roundId: id, by: scene.staff.wang, at: APPEALS_OVER };
	await waiveVisits(counting);
	await countRound(counting);
}

async function announced(id: string, rules: { objectionDays?: number; places?: number }): Promise<void> {
	const { homes, pairs, places } = scene;
	const { bao, chen, du, fan } = homes;
	const candidates = [
		{ ...bao, submissionId: pairs.bao },
		{ ...chen, submissionId: pairs.chen },
		{ ...fan, submissionId: pairs.fan },
	];
	await roundOf(id, { regionId: places.shilin.id, candidates, roll: [bao, chen, du, fan], ...rules });
}

const comeAs = async (who?: Scene["staff"]["wang"]) => {
	const visitor = new Visitor(site().origin);
	return who ? signIn(visitor, who) : visitor;
};

test("while a round is sealed it has no result, no file, no card, no objections, for nobody", async () => {
	for (const who of [undefined, scene.homes.bao.viewer, scene.staff.wang, scene.staff.song]) {
		const visitor = await comeAs(who);
		for (const page of ["result", "objections", "file.json", "card.png"])
			expect((await visitor.open(`/votes/sealed/${page}`)).status, `${who?.name} at ${page}`).toBe(404);
	}
});

test("where the result will stand it says that nothing is counted yet, and when to look", async () => {
	const early = await (await comeAs()).open("/votes/sealed/result");
	expect([early.status, early.root.querySelector("h1")?.textContent]).toEqual([404, "还没有计票"]);
	expect(early.text).toMatch(/投票到 \d+月\d+日\D+\d+ 点.*截止，纸质选票录到 .+。\s*核实好了就计票，结果公布在这一页/);
	expect((await (await comeAs()).open("/votes/nothing/result")).root.querySelector("h1")?.textContent).not.toBe("还没有计票");
	expect((await (await comeAs()).open("/en/votes/sealed/result")).text).toContain("Not counted yet");
});

test("rounds of the past say in which year they ended", async () => {
	const facts = (await (await comeAs()).open("/votes")).root.querySelectorAll(".round-facts").map(({ textContent }) => textContent);
	expect(facts).toContainEqual(expect.stringMatching(/柿林镇 · +已计票 · +\d{4}年\d+月\d+日截止/));
});

test("who runs the round counts it by a form, and everybody sees result, file and card", async () => {
	const wang = await comeAs(scene.staff.wang);
	const counted = await wang.submit(await wang.open("/staff/votes/june/count"), "想好了，计票并公布");
	expect([counted.status, counted.text]).toEqual([200, expect.stringContaining("已经计票并公布。")]);
	const visitor = await comeAs();
	const page = await visitor.open("/votes/june/result");
	expect(page.text).toContain("结果公示中");
	expect(page.root.querySelectorAll(".winner .honour").map((place) => place.textContent)).toEqual([
		"第1名 · 并列",
		"第1名 · 并列",
		"第1名 · 并列",
	]);
	expect(page.root.querySelectorAll("tbody tr").length).toBeGreaterThanOrEqual(3);
	expect(page.root.querySelectorAll("h2").map((title) => title.textContent)).toEqual([
		"得奖的庭院",
		"各家得票",
		"投票情况",
		"接下来",
		"票是怎么数的",
		"怎样自己再算一遍",
	]);
	expect(
		page.root.querySelector("main")?.textContent.replace(page.root.querySelector(".check-again")?.textContent ?? "", ""),
	).not.toContain("SHA");
	const file = await visitor.open(page.root.querySelector("a[href*=file.json]")?.getAttribute("href") ?? "");
	expect(await recount(file.html)).toMatchObject({ faults: [] });
	expect(file.headers.get("cache-control")).toContain("immutable");
	const card = await visitor.ask("/votes/june/card.png");
	expect([card.status, card.headers.get("content-type")]).toEqual([200, "image/png"]);
	const bytes = Buffer.from(await card.arrayBuffer());
	expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1080, 1440]);
	expect(await codeIn(bytes)).toBe(`${site().origin}/votes/june/result`);
});

test("no page of a result names a person or a house number", async () => {
	const visitor = await comeAs();
	for (const page of ["result", "objections", "file.json"]) {
		const { html } = await visitor.open(`/votes/may/${page}`);
		for (const { name } of Object.values(scene.homes).map(({ viewer }) => viewer)) expect(html, page).not.toContain(name);
		expect(html).not.toContain("household-");
	}
});

test("who won no prize stands by number, with votes and without a place", async () => {
	const page = await (await comeAs()).open("/votes/april/result");
	const names = (selector: string) => page.root.querySelectorAll(selector).map((one) => one.text.replaceAll(/\s+/g, " ").trim());
	expect(names(".winner .honour")).toEqual(["第1名"]);
	expect(names(".bars-name")).toEqual(["第1名 白杨村 桥头 3号", "1号 青石村 东沟", "2号 青石村 东沟"]);
	expect(names(".bars-title")).toEqual(["一起参加的庭院（按编号排）"]);
	const table = ["第1名 白杨村 桥头 3号", "2", "一起参加的庭院（按编号排）", "1号 青石村 东沟", "0", "2号 青石村 东沟", "1"];
	expect(names(".chart tbody :is(th, td)")).toEqual(table);
	expect(page.text).not.toMatch(/第[23]名/);
});

test("of a courtyard that left the result shows no votes, neither its own nor in the sum", async () => {
	await prepare("left");
	await takeBackYes({ nominationId: "left-nomination-1", by: scene.homes.bao, at: CLOSES });
	await closeRound("left");
	await countRound({ roundId: "left", by: scene.staff.wang, at: APPEALS_OVER });
	const page = await (await comeAs()).open("/votes/left/result");
	const shown = (selector: string) => page.root.querySelectorAll(selector).map(({ text }) => text.trim());
	expect(shown(".chart tbody td.number")).toEqual(["2", "2"]);
	expect(shown(".figure-value")).toEqual(["4", "100", "4"]);
	expect(shown(".told-how li")).toContain("有 1 户中途退出，投给它们的票不算。");
});

test("the result says how many were on the roll before and after, and whether those were asked who voted on paper", async () => {
	const told = (await (await comeAs()).open("/votes/april/result")).root.querySelector(".told-how")?.text;
	expect(told).toContain("公告时投票户名册上 4 户，开始投票时 3 户。");
	expect(told).toContain("没有上门问，原因：大雪封山，没人能去。");
	const may = (await (await comeAs()).open("/votes/may/result")).root.querySelector(".told-how")?.text;
	expect(may).not.toMatch(/公告时投票户名册|上门/);
});

test("a household objects, it is answered, and everybody reads both without who said it", async () => {
	const du = await comeAs(scene.homes.du.viewer);
	const form = await du.open("/votes/june/objections");
	const refused = await du.submit(form, "交给村里查", { words: "不对" });
	expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("请写 5 到 500 个字")]);
	const sent = await du.submit(refused, "交给村里查", { words: "我家的回执查不到，请看看" });
	expect(sent.text).toContain("村里查过就答复");
	expect(sent.root.querySelectorAll(".objection")).toHaveLength(1);
	expect((await (await comeAs()).open("/votes/june/objections")).text).not.toContain("回执查不到");
	const wang = await comeAs(scene.staff.wang);
	const queue = await wang.open("/staff/votes/june/objections");
	expect(queue.text).toContain("杜长河");
	await wang.submit(queue, "答复并公开", { answer: "回执抄错了一位，已经当面对过", verdict: "not_upheld" });
	const all = await (await comeAs()).open("/votes/june/objections");
	expect(all.text).toContain("回执查不到");
	expect(all.text).toContain("抄错了一位");
	expect(all.text).toContain("查过了，没有错");
	expect(all.text).not.toContain("不成立");
	expect(all.text).not.toContain("杜长河");
});

test("a round whose days are over is made final, and medal and certificate go out", async () => {
	const wang = await comeAs(scene.staff.wang);
	const chen = await comeAs(scene.homes.chen.viewer);
	expect((await chen.open("/courtyards/code-chen")).text).not.toContain("得过的奖");
	expect((await chen.open("/votes/may/certificates/2")).status).toBe(404);
	const done = await wang.submit(await wang.open("/staff/votes/may/count"), "定下结果");
	expect(done.text).toContain("结果已经定下");
	expect((await (await comeAs()).open("/courtyards/code-chen")).text).toContain("金秋最美庭院 第1名");
	const certificate = await pdfTold(new Uint8Array(await (await chen.ask("/votes/may/certificates/2")).arrayBuffer()));
	expect(certificate.pages.map(({ cut }) => cut)).toEqual([[297, 210]]);
	expect(certificate.text).toContain("陈桂兰户");
	expect((await (await comeAs(scene.homes.bao.viewer)).open("/votes/may/certificates/2")).status).toBe(404);
});

test("a winner who takes consent back keeps the place and loses picture, words and medal", async () => {
	const { fan } = scene.homes;
	await withdrawSubmission({ submissionId: scene.pairs.fan, by: fan, at: new Date() });
	const visitor = await signIn(new Visitor(site().origin), scene.staff.song);
	const page = await visitor.open("/votes/june/result");
	expect(page.text).toContain("后来收回了同意");
	expect(page.html).not.toContain(scene.pairs.fan);
	expect(await recount((await visitor.open("/votes/june/file.json")).html)).toMatchObject({ faults: [] });
});
