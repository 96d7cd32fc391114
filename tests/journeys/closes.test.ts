import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { newestOver, printedCode, recordEnds, reviewEnds } from "#domain/closes/rules.ts";
import { credit } from "#domain/points/credit.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { NEIGHBOUR_HELP } from "#domain/points/rules.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { DAY_MS, HOUR_MS, later } from "#platform/clock.ts";
import { inviteCast } from "#tests/cast.ts";
import { pdfTold } from "#tests/made.ts";
import { useSite } from "#tests/server.ts";
import { sessionFor, signIn } from "#tests/sign-in.ts";
import { officeOf } from "#tests/village.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";
import { tallied, warmLines } from "#tests/warm.ts";

// The month before the newest that is over, so that its review is over on any day.
const MONTH = monthAfter(newestOver(new Date()), -1);
const ENDS = recordEnds(MONTH);

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
const site = useSite(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	for (const home of ["bao", "chen", "fan"]) await earn(home, later(ENDS, -5 * DAY_MS));
	const at = later(ENDS, HOUR_MS);
	await beginClose({ villageId: qingshi(), month: MONTH, by: office.yun, at });
	const { closeId } = await beginClose({ villageId: baiyang(), month: MONTH, by: cast.staff.wang, at });
	await noticeClose({ closeId, days: "3", by: cast.staff.wang, at: later(reviewEnds(MONTH), HOUR_MS) });
	for (const home of ["bao", "fan"]) await earn(home, later(ENDS, DAY_MS));
	// The last that was done: it is of today, so that the clock is believed.
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
});

const qingshi = () => cast.places.qingshi.id;
const baiyang = () => cast.places.baiyang.id;
const come = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const closeOf = async (villageId: string) =>
	db.select().from(pointCloses).where(eq(pointCloses.villageId, villageId)).orderBy(asc(pointCloses.month));
const wrongAt = (page: Seen, name: string) => page.root.querySelector(`main input[name=${name}]`)?.getAttribute("aria-invalid");

let given = 0;
async function earn(home: string, at: Date): Promise<void> {
	given += 1;
	const award = { rule: NEIGHBOUR_HELP, source: `list:${given}`, evidence: `list:${given}`, householdId: `household-${home}` };
	await write((tx) => credit(tx, { ...award, decidedBy: "person-meng", at }));
}

test("a village's admin sees what each door earned and puts the month on the wall; too short a notice is said at its field, sent twice it is one", async () => {
	const yun = await come(office.yun);
	const page = await yun.open("/staff/points/closes");
	expect(page.address).toBe(`/staff/points/closes/${qingshi()}`);
	for (const words of ["东沟 0001 号", "帮邻居打扫 +10 分", "2 家，这个月共得 20 分", "现在没有等答复的"])
		expect(page.text).toContain(words);
	expect(page.text).not.toContain("鲍春生");
	const early = await yun.open(`/staff/points/closes/${qingshi()}/file`);
	expect([early.status, early.text]).toEqual([409, expect.stringContaining("还没有公示，没有公示表可以打印")]);
	expect(early.root.querySelector(`main a[href='/staff/points/closes/${qingshi()}']`)).not.toBeNull();
	const short = await yun.submit(page, "开始公示", { days: "2" });
	expect([short.status, wrongAt(short, "days"), short.text]).toEqual([422, "true", expect.stringContaining("公示至少 3 天")]);
	const done = await yun.submit(short, "开始公示", { days: "5" });
	expect([done.address, done.text]).toEqual([`/staff/points/closes/${qingshi()}?done=noticed`, expect.stringContaining("打印公示表")]);
	const [close] = await closeOf(qingshi());
	await yun.submit(page, "开始公示", { days: "9" });
	expect((await closeOf(qingshi()))[0]).toEqual(close);
	const sheet = await yun.ask(`/staff/points/closes/${qingshi()}/file?month=${close?.month}`);
	expect([sheet.headers.get("content-type"), (await pdfTold(new Uint8Array(await sheet.arrayBuffer()))).text]).toEqual([
		"application/pdf",
		expect.stringContaining(printedCode(close?.code ?? "")),
	]);
	expect(done.root.querySelectorAll("main .close-steps .button").map((button) => button.text)).toEqual(["打印公示表（PDF）"]);
	expect(done.text).toMatch(/还缺.*起才能办。 可以锁定的：.*rao 同事/);
});

const newestOf = async (householdId: string) => {
	const own = eq(pointEntries.householdId, householdId);
	return (await db.select().from(pointEntries).where(own).orderBy(asc(pointEntries.seq))).at(-1)?.seq ?? 0;
};

/** A month that may be locked is locked while one of its entries is disputed, over warm connections. What stands of the dispute is answered. */
async function lockedAndDisputedAtOnce(closeId: string): Promise<void> {
	const [entry] = await db.select().from(pointEntries).where(eq(pointEntries.householdId, "household-fan"));
	const [song, fan] = [await sessionFor(cast.staff.song), await sessionFor(cast.homes.fan.viewer)];
	const lines = await warmLines(site(), 40);
	const lock = () =>
		lines.send(`/staff/points/closes/${baiyang()}?_action=closes.lock`, { session: song, fields: { closeId, villageId: baiyang() } });
	const entrySeq = entry?.seq ?? 0;
	const dispute = () =>
		lines.send("/me/points?_action=closes.dispute", { session: fan, fields: { entrySeq: String(entrySeq), reason: "look" } });
	const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? dispute() : lock())));
	lines.cut();
	const statuses = (rest: number) => tallied(answers.filter((_, n) => n % 2 === rest));
	expect([
		{ stage: "locked", locks: { 303: 20 }, disputes: { 409: 20 }, disputed: 0 },
		{ stage: "noticed", locks: { 409: 20 }, disputes: { 303: 20 }, disputed: 1 },
	]).toContainEqual({
		stage: (await closeOf(baiyang()))[0]?.stage,
		...{ locks: statuses(1), disputes: statuses(0), disputed: await db.$count(pointDisputes) },
	});
	if ((await db.$count(pointDisputes)) === 0) return;
	const answer = { isUpheld: false, correction: "0", words: "查了签到表，没有记错。", by: cast.staff.wang, at: new Date() };
	await answerDispute({ entrySeq, ...answer });
}

test("who began a month reads who may lock it; an independent person locks it, also while it is disputed, twice is once, and the next month begins", async () => {
	const wang = await come(cast.staff.wang);
	const desk = await wang.open("/staff/points/closes");
	expect(desk.text).toMatch(/白杨村 \d{4}年\d+月的公示满了，该锁定了/);
	const own = await wang.open(`/staff/points/closes/${baiyang()}`);
	expect([own.text.includes("可以锁定的：宋平"), own.text.includes("锁定这个月")]).toEqual([true, false]);
	const song = await come(cast.staff.song);
	const page = await song.open(`/staff/points/closes/${baiyang()}`);
	await lockedAndDisputedAtOnce((await closeOf(baiyang()))[0]?.id ?? "");
	for (const _ of ["once", "twice"]) expect((await song.submit(page, "锁定这个月")).text).toContain("锁定了。");
	expect((await song.open(`/staff/points/closes/${baiyang()}`)).text).toContain("这一步由村、镇、区的管理员办");
	const next = await wang.open(`/staff/points/closes/${baiyang()}`);
	for (const _ of ["once", "twice"]) expect((await wang.submit(next, "开始月结")).text).toContain("写定了");
	expect((await closeOf(baiyang())).map(({ month, stage }) => [month, stage])).toEqual([
		[MONTH, "locked"],
		[newestOver(new Date()), "begun"],
	]);
	expect(await db.$count(pointEntries)).toBe(5);
	const yun = await come(office.yun);
	for (const page of ["", "/file", "/file?month=2020-01"])
		expect((await yun.open(`/staff/points/closes/${baiyang()}${page}`)).status).toBe(404);
});

test("anybody who types the code of a sheet reads whether it agrees, and no word of a household", async () => {
	const stranger = new Visitor(site().origin);
	const [close] = await closeOf(qingshi());
	const page = await stranger.open("/points/check");
	const agrees = await stranger.submit(page, "核对", { code: printedCode(close?.code ?? "") });
	expect([agrees.status, agrees.text]).toEqual([200, expect.stringMatching(/对得上：.*青石村，.*2 家，共得 20 分/)]);
	expect(agrees.text).not.toMatch(/东沟|0001|鲍春生/);
	expect((await stranger.submit(page, "核对", { code: "0000-0000-0000" })).text).toContain("对不上");
	const short = await stranger.submit(page, "核对", { code: "12345" });
	expect([short.status, wrongAt(short, "code")]).toEqual([422, "true"]);
});

test("a household says by one tap that an entry is wrong, once, and reads the answer of somebody who did not write it", async () => {
	const bao = await come(cast.homes.bao.viewer);
	const page = await bao.open("/me/points");
	expect(page.root.querySelectorAll("main .ledger details")).toHaveLength(2);
	for (const _ of ["once", "twice"]) {
		const told = await bao.submit(page, "main .ledger li:first-child details form", { reason: "too_few" });
		expect(told.text).toContain("正在查，三个工作日里答复");
	}
	expect(await db.$count(pointDisputes, eq(pointDisputes.householdId, "household-bao"))).toBe(1);
	const rao = await come(office.rao);
	const desk = await rao.open("/staff/points/closes");
	expect(desk.text).toMatch(/东沟 0001 号.*分数不对/);
	const much = await rao.submit(desk, "答复", { verdict: "right", correction: "99", words: "查了签到表，少了半天。" });
	expect([much.status, wrongAt(much, "correction")]).toEqual([422, "true"]);
	await rao.submit(much, "答复", { verdict: "right", correction: "-3", words: "查了签到表，只有半天。" });
	expect((await bao.open("/me/points")).text).toMatch(/您说得对，已经改了 −3 分.*查了签到表，只有半天/);
});

test("an officer who had no part writes it down for a household without a phone", async () => {
	const qiu = await come(cast.staff.wang);
	const page = await qiu.open("/staff/assist?household=household-chen");
	const done = await qiu.submit(page, "main #points form", { reason: "not_us", saidBy: "陈桂兰" });
	expect([done.address, done.text]).toEqual([
		"/staff/assist?household=household-chen&done=disputed",
		expect.stringContaining("替这户提了"),
	]);
	expect(await db.select().from(pointDisputes).where(eq(pointDisputes.householdId, "household-chen"))).toMatchObject([
		{ words: "这件事不是我家的", saidBy: "陈桂兰" },
	]);
});

test("a household prints a month of its points in large type; an admin prints it for one without a phone, and of no other place", async () => {
	const bao = await come(cast.homes.bao.viewer);
	const listed = await bao.open("/me/points");
	expect(listed.root.querySelector("main a[href='/me/statement']")?.text).toBe("打印一个月的积分单");
	const page = await bao.open(`/me/statement?month=${MONTH}`);
	for (const words of ["青石村 东沟 0001 号", "帮邻居打扫", "+10 分", "到这天共有", "哪一笔不对", "荣誉积分，不能兑换"])
		expect(page.text).toContain(words);
	const yun = await come(office.yun);
	const proxy = await yun.open(`/staff/assist/statement?household=household-chen&month=${MONTH}`);
	expect([proxy.status, proxy.text]).toEqual([200, expect.stringContaining("东沟 0002 号")]);
	expect((await yun.open("/staff/assist/statement?household=household-fan")).status).toBe(404);
	expect((await bao.open("/staff/assist/statement?household=household-chen")).status).not.toBe(200);
});

test("an entry that was drawn is asked about by somebody who did not write it: wrong at its field first, then once", async () => {
	await drawCallbacks(new Date());
	await drawCallbacks(later(new Date(), 95 * DAY_MS));
	const song = await come(cast.staff.song);
	const page = await song.open("/staff/points/callbacks");
	expect(page.text).toMatch(/青石村|白杨村/);
	const form = "main article form";
	const short = await song.submit(page, form, { answer: "untrue", how: "visit", words: "没" });
	expect([short.status, short.text]).toEqual([422, expect.stringContaining("2 到 300 个字")]);
	const done = await song.submit(short, form, { answer: "untrue", how: "visit", words: "那天没有去。" });
	expect([done.address, done.text]).toEqual(["/staff/points/callbacks?done=asked", expect.stringMatching(/说不属实.*那天没有去/)]);
	expect(await db.$count(pointCallbacks, eq(pointCallbacks.answer, "untrue"))).toBe(1);
});

test("what a household called untrue waits for the district; it proposes, another one signs, and the household reads what and why", async () => {
	const [untrue] = await db.select().from(pointCallbacks).where(eq(pointCallbacks.answer, "untrue"));
	const [entry] = await db
		.select()
		.from(pointEntries)
		.where(eq(pointEntries.seq, untrue?.entrySeq ?? 0));
	const wang = await come(cast.staff.wang);
	expect((await wang.open("/staff")).text).toContain("1 笔积分，这户说不属实");
	const way = `/staff/points/callbacks/${entry?.seq}`;
	expect((await wang.open("/staff/points/callbacks")).root.querySelector(`main a[href='${way}']`)).not.toBeNull();
	const page = await wang.open(way);
	const short = await wang.submit(page, "提议", { outcome: "reverse", why: "无" });
	expect([short.status, wrongAt(short, "outcome")]).toEqual([422, undefined]);
	const asked = await wang.submit(short, "提议", { outcome: "reverse", why: "签到表上没有这户的名字。" });
	expect([asked.address, asked.text]).toEqual([`${way}?done=proposed`, expect.stringContaining("可以请：")]);
	const song = await come(cast.staff.song);
	const signed = await song.submit(await song.open(way), "签字：冲回这笔");
	expect([signed.address, signed.text]).toEqual([`${way}?done=signed`, expect.stringContaining("已定：冲回这笔")]);
	expect((await wang.open("/staff")).text).not.toContain("这户说不属实");
	const home = Object.values(cast.homes).find(({ householdId }) => householdId === entry?.householdId);
	const own = await come(home?.viewer as Viewer);
	expect((await own.open("/me")).text).toContain("回访时您家说不属实的那笔积分，两个人查过，这笔不算了");
	expect((await own.open("/me/points")).text).toMatch(/两个人定的：这笔不算了。.*签到表上没有这户的名字/);
});

test("an admin prints the month's ledger and the point cards of the village, or one household's, with doors and codes and nobody's name; not of another village", async () => {
	const yun = await come(office.yun);
	const page = await yun.open(`/staff/points/closes/${qingshi()}`);
	const follow = (from: Seen, words: string) =>
		yun.open(
			from.root
				.querySelectorAll("main a")
				.find(({ textContent }) => textContent === words)
				?.getAttribute("href") ?? "",
		);
	const ledger = await follow(page, "打印这个月的台账");
	const older = await yun.submit(ledger, "看看", { month: MONTH });
	expect(older.text).toMatch(/东沟 0001 户.*帮邻居打扫.*\+10 分/);
	const cards = await follow(page, "打印全村的积分卡");
	expect(cards.root.querySelectorAll(".point-card").map((card) => card.querySelectorAll("tbody tr").length)).toEqual([10, 10, 10]);
	expect([cards.root.querySelectorAll(".point-card svg[role=img]").length, cards.text.includes("chen0 00000")]).toEqual([3, true]);
	const own = await follow(await yun.open("/staff/assist?household=household-chen"), "打印这一户的积分卡");
	expect(own.root.querySelectorAll(".point-card")).toHaveLength(1);
	for (const sheet of [ledger, older, cards, own]) {
		expect(sheet.status).toBe(200);
		expect(sheet.text, sheet.address).not.toMatch(/鲍春生|陈桂兰|杜长河/);
	}
	for (const address of [
		`/staff/points/cards?village=${baiyang()}`,
		"/staff/points/cards?household=household-fan",
		`/staff/points/ledger/${baiyang()}`,
	])
		expect((await yun.open(address)).status, address).toBe(404);
});

test("disputed at once by the household and by an officer for it, an entry has one dispute; answered at once by two people, it has the answer of one, and the books follow it", async () => {
	await earn("du", later(ENDS, DAY_MS));
	const entrySeq = await newestOf("household-du");
	const sessions = await Promise.all([cast.homes.du.viewer, cast.staff.wang, office.rao, office.yun].map(sessionFor));
	const [du, wang, rao, yun] = sessions as [string, string, string, string];
	const lines = await warmLines(site(), 40);
	const entry = { entrySeq: String(entrySeq), reason: "too_many" };
	const byItself = () => lines.send("/me/points?_action=closes.dispute", { session: du, fields: entry });
	const proxied = { ...entry, householdId: "household-du", saidBy: "杜长河", speaker: "" };
	const byOfficer = () => lines.send("/staff/assist?household=household-du&_action=closes.disputeFor", { session: wang, fields: proxied });
	const said = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? byItself() : byOfficer())));
	expect([tallied(said), await db.$count(pointDisputes, eq(pointDisputes.entrySeq, entrySeq))]).toEqual([{ 303: 40 }, 1]);

	const answering = (session: string, correction: string) => () => {
		const fields = { entrySeq: String(entrySeq), villageId: qingshi(), verdict: "right", correction, words: "查了签到表，只有半天。" };
		return lines.send(`/staff/points/closes/${qingshi()}?_action=closes.answer`, { session, fields });
	};
	const answers = [answering(rao, "-3"), answering(yun, "-4")] as const;
	const given = await Promise.all(Array.from({ length: 40 }, (_, n) => answers[(n % 2) as 0 | 1]()));
	lines.cut();
	const corrections = await db
		.select()
		.from(pointEntries)
		.where(eq(pointEntries.source, `dispute:${entrySeq}`));
	const [dispute] = await db.select().from(pointDisputes).where(eq(pointDisputes.entrySeq, entrySeq));
	const { balance } = await accountOf(db, "household-du");
	const told = { by: dispute?.answeredBy, correction: dispute?.correction, rows: corrections.map(({ points }) => points), balance };
	expect(tallied(given)).toEqual({ 303: 20, 409: 20 });
	expect([
		{ by: office.rao.personId, correction: -3, rows: [-3], balance: 7 },
		{ by: office.yun.personId, correction: -4, rows: [-4], balance: 6 },
	]).toContainEqual(told);
	expect([...(await verifyLedger()).faults, ...(await verifyFunds()).faults]).toEqual([]);
});
