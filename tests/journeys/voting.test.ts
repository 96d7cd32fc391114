import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { drilled } from "#tests/drills.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { sessionFor, signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";
import { warmLines } from "#tests/warm.ts";

const HOUR = 3_600_000;
const soon = (hours: number) => new Date(Date.now() + hours * HOUR);
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
});

/** A round of its own for each test: open since an hour. */
async function fresh(id: string, more: { opensAt?: Date; closesAt?: Date } = {}): Promise<string> {
	const { bao, chen, du, fan } = cast.homes;
	const times = { opensAt: soon(-1), closesAt: soon(24), ...more };
	return roundOf(id, { regionId: cast.places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao, chen, fan], ...times });
}
const saidIn = async (roundId: string) =>
	(await db.select().from(ballots).where(eq(ballots.roundId, roundId))).map((row) => openedChoice(roundId, Buffer.from(row.sealed), row));
const villager = (home: "bao" | "chen" | "du" | "fan") => signIn(new Visitor(site().origin), cast.homes[home].viewer);

test("without JavaScript a household votes, reads its receipt, changes its mind and takes it back", async () => {
	await fresh("plain");
	const bao = await villager("bao");
	const paper = await bao.open("/votes/plain");
	expect(paper.text).toContain("人气奖");
	expect(paper.root.querySelectorAll("[name=candidate]").map((tick) => tick.getAttribute("value"))).not.toContain("1");
	const receipt = await bao.submit(paper, "投出去", { candidate: ["2", "3"] });
	expect(receipt.address).toBe("/votes/plain/receipt?done=cast");
	expect(receipt.text).toContain("投好了，已经存妥");
	expect(receipt.root.querySelector("main a[href='/me']")?.text).toBe("回我家的庭院");
	const code = receipt.root.querySelector(".receipt-code")?.text.replaceAll(/\s/g, "");
	expect(code).toMatch(/^[0-9a-z]{12}$/);
	const anew = await bao.open("/votes/plain");
	expect(anew.text).toContain("谁也看不到选了谁，您家自己也看不到。想改，就重新选一遍，后投的算数。");
	expect(anew.root.querySelectorAll("[checked]")).toEqual([]);
	const again = await bao.submit(anew, "重新投出去", { candidate: ["4"] });
	expect(again.root.querySelector(".receipt-code")?.text.replaceAll(/\s/g, "")).toBe(code);
	const back = await bao.submit(await bao.open("/votes/plain"), "撤回我家的票");
	expect(back.text.split("您家的票已经撤回")).toHaveLength(2);
	const withdrawn = await bao.open("/votes/plain/receipt");
	expect(withdrawn.text).toContain("已撤回");
	expect(withdrawn.root.querySelectorAll(".receipt svg")).toEqual([]);
	expect(withdrawn.text).not.toContain("请抄下来");
	expect(await saidIn("plain")).toEqual([[2, 3], [4], []]);
});

test("what is refused comes back as the ballot, with the reason and every tick", async () => {
	await fresh("refused");
	const bao = await villager("bao");
	const paper = await bao.open("/votes/refused");
	await write((tx) =>
		tx.run("update consents set withdrawn_at = 1, withdrawn_by = 'person-fan' where submission_id = 'refused-pair-2' and channel = 'vote'"),
	);
	const answer = await bao.submit(paper, "投出去", { candidate: ["2", "3"] });
	expect(answer.status).toBe(422);
	expect(answer.root.querySelector("[role=alert]")?.text).toContain("已经退出");
	expect(answer.root.querySelectorAll("[name=candidate][checked]").map((tick) => tick.getAttribute("value"))).toEqual(["3"]);
	expect((await bao.submit(answer, "投出去", { candidate: [] })).status).toBe(422);
	expect(await saidIn("refused")).toEqual([]);
});

test("a ballot that one household opened is not cast by another that signed in beside it, and shows it no tick", async () => {
	await fresh("shared");
	const shared = await villager("bao");
	const paper = await shared.open("/votes/shared");
	await signIn(shared, cast.homes.chen.viewer);
	const answer = await shared.submit(paper, "投出去", { candidate: ["2", "4"] });
	expect(answer.status).toBe(409);
	expect(answer.text).toContain("这一页是别人登录时打开的");
	expect(answer.root.querySelectorAll("[checked]")).toEqual([]);
	expect(await saidIn("shared")).toEqual([]);
	expect((await shared.submit(answer, "投出去", { candidate: ["4"] })).address).toBe("/votes/shared/receipt?done=cast");
});

test("too many ticks come back with how many to take away, and the way leads to the first of them", async () => {
	const { bao, chen, du, fan } = cast.homes;
	const times = { opensAt: soon(-1), closesAt: soon(24), votesPerHousehold: 1 };
	await roundOf("many", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen, du], roll: [bao], ...times });
	const visitor = await villager("bao");
	const answer = await visitor.submit(await visitor.open("/votes/many"), "投出去", { candidate: ["2", "4"] });
	expect(answer.root.querySelector("[role=alert]")?.text).toContain("最多选 1 户，您选了 2 户，多了 1 户。去掉 1 户再投；您打的勾都还在。");
	expect(answer.root.querySelector("[role=alert] a")?.getAttribute("href")).toBe("#candidate");
	const [first] = answer.root.querySelectorAll("[checked]");
	expect(answer.root.querySelectorAll("#candidate [name=candidate]").map((tick) => tick.getAttribute("value"))).toEqual([
		first?.getAttribute("value"),
	]);
	expect(await saidIn("many")).toEqual([]);
});

test("a household that uses up a hundred changes is told when the next is taken, with its ticks", async () => {
	await fresh("hurry");
	const { householdId } = cast.homes.bao;
	for (let n = 1; n <= 100; n++) await castBallot({ roundId: "hurry", householdId, numbers: [2], channel: "phone", at: new Date() });
	const bao = await villager("bao");
	const refused = await bao.submit(await bao.open("/votes/hurry"), "重新投出去", { candidate: ["3"] });
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
	expect(refused.root.querySelector("[role=alert]")?.text).toContain("请过 10 分钟再投，您打的勾都还在；前一次投的照样算数。");
	expect(refused.root.querySelectorAll("[checked]").map((tick) => tick.getAttribute("value"))).toEqual(["3"]);
	expect((await bao.submit(refused, "撤回我家的票")).text).toContain("您家的票已经撤回");
});

test("who looks at a pair from the ballot comes back to its card; any other name in the address leads nowhere", async () => {
	await fresh("looking");
	const bao = await villager("bao");
	const paper = await bao.open("/votes/looking");
	const href = paper.root.querySelector("#pair-looking-pair-2 .candidate-more a")?.getAttribute("href");
	expect(href).toBe("/submissions/looking-pair-2?from=looking");
	const ways = async (address: string) => (await bao.open(address)).root.querySelectorAll("main a").map((way) => way.getAttribute("href"));
	expect((await ways(`${href}`))[0]).toBe("/votes/looking#pair-looking-pair-2");
	await fresh("over", { closesAt: soon(-0.5) });
	for (const nothing of ["", "?from=nowhere", "?from=//evil.example", "?from=over"])
		expect(
			(await ways(`/submissions/looking-pair-2${nothing}`)).filter((way) => way?.includes("/votes/")),
			nothing,
		).toEqual([]);
	const stranger = new Visitor(site().origin);
	expect((await stranger.open("/votes/looking")).root.querySelector("#pair-looking-pair-2 .candidate-more a")?.getAttribute("href")).toBe(
		"/submissions/looking-pair-2",
	);
});

test("who is not signed in is led to the door and back; who is not on the roll is told; foreign pages change nothing", async () => {
	await fresh("doors");
	const stranger = new Visitor(site().origin);
	const door = await stranger.post("/votes/doors/ballot", new URLSearchParams({ candidate: "2" }));
	expect(door.address).toBe("/sign-in?next=%2Fvotes%2Fdoors&why=first");
	const du = await villager("du");
	expect((await du.open("/votes/doors")).text).toContain("不在这轮的投票户名册上");
	expect((await du.post("/votes/doors/ballot", new URLSearchParams({ candidate: "2" }))).status).toBe(403);
	const bao = await villager("bao");
	const foreign = await bao.post("/votes/doors/ballot", new URLSearchParams({ candidate: "2" }), { origin: "https://evil.example" });
	expect(foreign.status).toBe(403);
	expect(
		(await bao.post("/votes/doors/ballot", "candidate=2&".repeat(2000), { "content-type": "application/x-www-form-urlencoded" })).status,
	).toBe(413);
	expect((await bao.open("/votes/doors/ballot")).address).toBe("/votes/doors");
	expect((await bao.post("/votes/nowhere/ballot", new URLSearchParams({ candidate: "2" }))).status).toBe(404);
	expect(await saidIn("doors")).toEqual([]);
});

test("after the closing by the server's clock nothing is taken, and what was cast before stays", async () => {
	const closesAt = new Date(Date.now() - 1000);
	await fresh("closing", { closesAt });
	const { householdId } = cast.homes.bao;
	await castBallot({ roundId: "closing", householdId, numbers: [2], channel: "phone", at: minutesAfter(closesAt, -1) });
	const bao = await villager("bao");
	// As a phone sends it whose page was opened in time, or whose clock is slow.
	const late = await bao.post("/votes/closing/ballot", new URLSearchParams({ candidate: "3" }));
	expect(late.status).toBe(409);
	expect(late.text).toContain("投票已经截止");
	expect(await saidIn("closing")).toEqual([[2]]);
	expect((await bao.open("/votes/closing/receipt")).text).toContain("回执号");
	const pages = [await bao.open("/votes/closing"), await bao.open("/votes/closing/receipts?code=000000000000")];
	expect(pages[1]?.root.querySelector("main a[href='/']")?.text).toBe("回首页");
	for (const page of pages) expect(page.text).toMatch(/还没有计票|还封着/);
});

const CHOICES = [["2"], ["3"], ["4"], ["2", "3"], ["2", "4"], ["3", "4"], ["2", "3", "4"]];

const ROUNDS = drilled(10);

test(`a thousand votes of one household at once over warm connections leave its allowed votes (fresh rounds: ${ROUNDS})`, async () => {
	const session = await sessionFor(cast.homes.bao.viewer);
	const lines = await warmLines(site(), 100);
	for (let n = 1; n <= ROUNDS; n++) {
		const id = await fresh(`crowd${n}`);
		const answers = await Promise.all(
			Array.from({ length: 1000 }, (_, k) => lines.send(...vote({ id, session, candidates: CHOICES[Math.floor(k / 143)] as string[] }))),
		);
		expect(answers.filter((status) => status !== 303 && status !== 429)).toEqual([]);
		const said = await saidIn(id);
		expect(said.length).toBeLessThanOrEqual(100);
		expect(said.at(-1)?.length).toBeLessThanOrEqual(3);
		expect(CHOICES).toContainEqual(said.at(-1)?.map(String));
	}
	lines.cut();
}, 180_000);

test("two phones of one household at once leave one ballot, in ten fresh rounds", async () => {
	const phones = [await sessionFor(cast.homes.bao.viewer), await sessionFor(cast.homes.bao.viewer)];
	const lines = await warmLines(site(), 2);
	for (let n = 1; n <= 10; n++) {
		const id = await fresh(`phones${n}`);
		const answers = await Promise.all([
			lines.send(...vote({ id, session: phones[0] as string, candidates: ["2", "3", "4"] })),
			lines.send(...vote({ id, session: phones[1] as string, candidates: ["3", "4"] })),
		]);
		expect(answers).toEqual([303, 303]);
		const said = await saidIn(id);
		expect(said).toHaveLength(2);
		expect([
			[2, 3, 4],
			[3, 4],
		]).toContainEqual(said.at(-1));
	}
	lines.cut();
});

interface Vote {
	id: string;
	session: string;
	candidates: string[];
}

function vote({ id, session, candidates }: Vote) {
	return [`/votes/${id}/ballot`, { session, fields: candidates.map((number) => ["candidate", number]) }] as const;
}

test("at the kiosk one household after the other votes, sees its receipt, and leaves nothing behind", async () => {
	await fresh("booth");
	const screen = await signIn(new Visitor(site().origin), cast.staff.wang);
	const opened = await screen.submit(await screen.open("/kiosk"), "打开自助台");
	expect(opened.text).toContain("请坐，慢慢来");
	expect((await screen.open("/admin")).address).toContain("/staff/sign-in");
	const { householdId, personId } = cast.homes.chen;
	const { pin } = await issueSlip({ householdId, personId, by: cast.staff.wang, at: new Date() });
	const paper = await screen.submit(await screen.open("/kiosk"), "进来", { doorToken: DOORS.chen, secret: pin });
	expect(paper.text).toContain("您要办哪一件");
	const booth = await screen.open("/kiosk/booth");
	const receipt = await screen.submit(booth, "投出去", { candidate: ["4"] });
	expect(receipt.address).toBe("/kiosk/booth/receipt?done=cast");
	expect(booth.html).toContain('http-equiv="refresh" content="600;url=/kiosk?done=quiet"');
	expect(receipt.html).toContain('http-equiv="refresh" content="120;url=/kiosk"');
	expect(receipt.text).toContain("没抄也不要紧，票照样算。");
	const left = await screen.submit(receipt, "办好了，退出");
	expect(left.text).toContain("请坐，慢慢来");
	expect(left.text).not.toContain("陈桂兰");
	expect((await screen.open("/kiosk/booth/receipt")).address).toBe("/kiosk");
	const [row] = await db.select().from(ballots).where(eq(ballots.roundId, "booth"));
	expect(row).toMatchObject({ channel: "kiosk" });
});
