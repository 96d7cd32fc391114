import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { ballotConflicts, paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { BALLOT_APPROVALS, proposeOnLine } from "#domain/votes/doubts/ballot-approvals.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { codeAt, giveTotp, PASSPHRASE } from "#tests/accounts.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { RULES } from "#tests/drafts.ts";
import { pairOf } from "#tests/published.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { officeOf } from "#tests/village.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";
import { closeRound, propose, readPaper, say } from "#tests/votes.ts";

// 青石村 with Yun, who runs it; Tao of the town named Yun, and Qiu and Rao besides. Forty households that Yun would like to vote for.
const FORTY = 40;
const NOW = new Date();
let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;

const site = useSite(async () => {
	cast = await inviteCast();
	const { places, homes, staff } = cast;
	office = await officeOf(places, staff.wang);
	const forty = await crowdOf(FORTY, [places.donggou]);
	const of = { regionId: places.qingshi.id, candidates: [homes.bao, homes.du] };
	const open = { opensAt: minutesAfter(NOW, -60), closesAt: minutesAfter(NOW, 600), paperUntil: minutesAfter(NOW, 900) };
	await roundOf("open", { ...of, ...open, roll: [...forty, homes.chen] });
	await roundOf("closed", { ...of, roll: [homes.bao, homes.chen, homes.du] });
	for (const number of [1, 2, 3]) await say("closed", number, [1]);
	const paperBallotId = await readPaper("closed", 1, [2]);
	await closeRound("closed");
	for (const home of [homes.chen, homes.du]) await pairOf(home, `shown-${home.householdId}`, { at: minutesAfter(NOW, -60) });
	await write((tx) => tx.insert(ballotConflicts).values({ roundId: "closed", rollNumber: 1, paperBallotId, foundAt: CLOSES }));
});

const WHY = "问过两家邻居，都这样说。";
const as = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
/** The office's second factor is bound by hand where the sign-in is not the story. */
const boundAs = async (viewer: Viewer) => {
	await giveTotp(viewer);
	return as(viewer);
};

/** Yun hires somebody and, alone, opens the invitation, chooses the passphrase and binds an app. */
async function hireAndOpen(yun: Visitor, username: string, role: string): Promise<Visitor> {
	const fields = { name: `${username} 其人`, username, role, regionId: cast.places.qingshi.id };
	const member = await yun.submit(await yun.open("/admin/staff"), "添加，并生成链接", fields);
	const link = new URL(member.root.querySelector("code")?.textContent ?? "");
	const puppet = new Visitor(site().origin);
	const door = await puppet.submit(await puppet.open(link.pathname), "保存口令", { passphrase: PASSPHRASE, again: PASSPHRASE });
	const card = await puppet.submit(await puppet.submit(door, "登录", { username, passphrase: PASSPHRASE }), "开始绑定");
	const secret = card.root.querySelector("code")?.textContent.replaceAll(" ", "") ?? "";
	expect((await puppet.submit(card, "完成绑定", { code: codeAt(new Date(), secret) })).text).toContain("动态码绑好了");
	return puppet;
}

const HOME_PASSPHRASE = "院墙外头那棵老槐树今年开花";
const codesOn = (sheet: Seen) => sheet.root.querySelectorAll(".letters").map(({ textContent }) => textContent.replace(/\s/g, ""));
const enter = async (who: Visitor, code: string) =>
	who.submit(await who.open("/staff/votes/open/papers/entry"), "录入，下一张", { code, numbers: "1" });

test("one admin who hires two inspectors and opens both invitations makes none of forty paper ballots alone", async () => {
	const yun = await boundAs(office.yun);
	const [one, other] = [await hireAndOpen(yun, "one", "inspector"), await hireAndOpen(yun, "other", "inspector")];
	const desk = await yun.open(`/staff/votes/open/papers?village=${cast.places.qingshi.id}`);
	const household = Array.from({ length: FORTY }, (_, n) => `crowd-${n}`);
	const codes = codesOn(await yun.submit(desk, "给选中的户印选票", { household }));
	expect(new Set(codes).size).toBe(FORTY);
	for (const code of codes) {
		const refused = await enter(one, code);
		expect(refused.status).toBe(403);
		expect(refused.text).toContain("这件事要由两个互不任命的人来办");
		expect(refused.text).toMatch(/请找：.*qiu 同事/);
	}
	for (const code of codes.slice(0, 3)) expect((await enter(other, code)).status).toBe(403);
	expect((await enter(yun, codes[0] ?? "")).text).toContain("这张票是您印的");
	expect(
		await db
			.select()
			.from(paperEntries)
			.then((rows) => rows.filter(({ at }) => at > CLOSES)),
	).toEqual([]);
	expect((await db.select().from(ballots)).filter(({ roundId }) => roundId === "open")).toEqual([]);
	expect((await db.select().from(paperBallots)).filter(({ usedAt, roundId }) => usedAt && roundId === "open")).toEqual([]);
});

test("where another one of the town prints, the two whom the admin hired still read nothing alike", async () => {
	const rao = await boundAs(office.rao);
	const sheet = await rao.submit(await rao.open(`/staff/votes/open/papers?village=${cast.places.qingshi.id}`), "给选中的户印选票", {
		household: cast.homes.chen.householdId,
	});
	const [code = ""] = codesOn(sheet);
	const [gu, hao] = [await boundAs(office.gu), await boundAs(office.hao)];
	expect((await enter(gu, code)).text).toContain("这是第一遍");
	const refused = await enter(hao, code);
	expect([refused.status, refused.text.includes("互不任命")]).toEqual([403, true]);
	expect((await enter(await boundAs(office.qiu), code)).text).toContain("两遍一样");
});

test("nor does the admin's own witness sign an invalidation or a settlement; the page names who may", async () => {
	await propose({ kind: "invalidation", roundId: "closed", rollNumber: 2, outcome: "bought", by: office.yun.personId, at: CLOSES });
	await propose({ kind: "settlement", roundId: "closed", rollNumber: 1, outcome: "other", by: office.yun.personId, at: CLOSES });
	const hao = await boundAs(office.hao);
	const page = "/staff/votes/closed/doubts";
	const seen = await hao.open(page);
	expect(seen.text.match(/可以请：.*?qiu 同事.*?rao 同事/g)).toHaveLength(2);
	expect(seen.root.querySelector("form[action*='approvals.sign']")).toBeNull();
	for (const approvalId of ["closed-invalidation-2", "closed-settlement-1"]) {
		const forged = await hao.post(`${page}?_action=approvals.sign`, new URLSearchParams({ approvalId }));
		expect([forged.status, forged.text.includes("请找")]).toEqual([403, true]);
	}
	expect((await db.select().from(approvals)).map(({ answer }) => answer)).toEqual([null, null]);
	const qiu = await boundAs(office.qiu);
	const signed = await qiu.submit(await qiu.open(page), "签字：作废（有人用钱物换票）");
	expect(signed.text).toContain("qiu 同事 签字");
	const settled = await qiu.submit(signed, "签字：以手机或自助台的票为准");
	expect(settled.text).toContain("已定：以手机或自助台的票为准");
});

test("nor does the admin's own auditor rule on the appeal; of three officers, two of them named by the town, the third does", async () => {
	const at = minutesAfter(CLOSES, 60);
	await appeal({ roundId: "closed", by: cast.homes.chen, words: "鸡蛋是走亲戚送的。", at });
	const ruling = { kind: "ruling" as const, roundId: "closed", rollNumber: 2, outcome: "restored" as const, why: WHY, at };
	await expect(proposeOnLine({ ...ruling, by: office.hao })).rejects.toMatchObject({
		refusal: "forbidden",
		key: "accounts.askAnother",
		params: { names: expect.stringContaining("rao 同事") },
	});
	const { approvalId } = await proposeOnLine({ ...ruling, by: office.rao });
	await sign({ approvalId, by: office.yun, at }, BALLOT_APPROVALS);
	await countRound({ roundId: "closed", by: office.yun, at });
});

test("nor does a colleague whom the admin made annul the count that the admin wants gone", async () => {
	const at = minutesAfter(CLOSES, 90);
	await objectTo(ROUND_OBJECTIONS, { subject: "closed", by: cast.homes.chen, words: "第 2 名的票数我看不明白。", at });
	await answerObjection(ROUND_OBJECTIONS, { subject: "closed", number: 1, by: office.yun, answer: "确实有错", isUpheld: true, at });
	const yun = await boundAs(office.yun);
	const second = await hireAndOpen(yun, "second", "village_admin");
	expect((await second.open("/staff/votes/closed")).text).not.toContain("作废这次计票");
	const form = new URLSearchParams({ roundId: "closed", why: "投票户名册漏了半个村" });
	const refused = await second.post("/staff/votes/closed?_action=rounds.cancel", form);
	expect([refused.status, refused.text.includes("互不任命")]).toEqual([403, true]);
	await cancelRound({ roundId: "closed", by: office.rao, why: "投票户名册漏了半个村", at });
});

test("nor does the admin strike households and give the village's word, alone or by a colleague whom the admin made", async () => {
	const yun = await boundAs(office.yun);
	const { roundId } = await draftRound({ by: office.yun, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING });
	await drawUpRoll({ by: office.yun, roundId, at: MORNING });
	await strike({ by: office.yun, roundId, number: 2, why: "已迁出", at: MORNING });
	const part = `/staff/votes/${roundId}/roll?place=${cast.places.qingshi.id}`;
	const word = async (who: Visitor) => who.submit(await who.open(part), "form[action*='rounds.checkRoll']");
	const alone = await word(yun);
	expect([alone.status, alone.text.includes("另一半是您办的。请找：rao 同事")]).toEqual([403, true]);
	const colleague = await word(await hireAndOpen(yun, "third", "village_admin"));
	expect([colleague.status, colleague.text.includes("互不任命")]).toEqual([403, true]);
	expect((await word(await boundAs(office.rao))).status).toBe(200);
});

test("whom the admin resets and acts as is no second person any more", async () => {
	const yun = await boundAs(office.yun);
	const gate = await hireAndOpen(await boundAs(office.tao), "gate", "inspector");
	const rao = await boundAs(office.rao);
	const sheet = await rao.submit(await rao.open("/staff/votes/open/papers?search=户主"), "给选中的户印选票", {
		household: ["crowd-1", "crowd-2"],
	});
	const [, code = ""] = codesOn(sheet);
	const staff = await yun.open("/admin/staff");
	const address = staff.root
		.querySelectorAll("a[href*='/admin/staff/']")
		.find(({ textContent }) => textContent.includes("gate"))
		?.getAttribute("href");
	const reset = await yun.submit(await yun.open(address ?? ""), "重设口令");
	const link = new URL(reset.root.querySelector("code.secret")?.textContent ?? "");
	expect((await enter(await boundAs(office.gu), code)).text).toContain("这是第一遍");
	expect((await gate.open("/staff/votes/open/papers/entry")).status).toBe(200);
	const taken = new Visitor(site().origin);
	await taken.submit(await taken.open(link.pathname), "保存口令", { passphrase: `${PASSPHRASE}！`, again: `${PASSPHRASE}！` });
	const [person] = await db.select().from(people).where(eq(people.username, "gate"));
	const acting = await as({ ...office.gu, personId: person?.id ?? "", name: person?.name ?? "" });
	const refused = await enter(acting, code);
	expect([refused.status, refused.text.includes("互不任命")]).toEqual([403, true]);
});

/** Prints a slip for chen's household and signs in with it, as its member would. */
async function slipIn(printer: Visitor): Promise<Visitor> {
	const home = await printer.open(`/admin/households/${cast.homes.chen.householdId}`);
	const [, pin = ""] = /([0-9]{4} [0-9]{4})/.exec((await printer.submit(home, "发一张登录纸条并打印")).text) ?? [];
	return enterAtDoor(pin);
}

async function enterAtDoor(secret: string): Promise<Visitor> {
	const member = new Visitor(site().origin);
	await member.submit(await member.open(`/h/${DOORS.chen}`), "登录", { secret });
	return member;
}

/** Yun asks every household that published lately, with the four questions of a simple vote. */
async function asksChen(yun: Visitor, name: string) {
	const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const form = await yun.open("/staff/votes/new");
	const prepared = await yun.submit(form, "备好，请各家答复", { name, opensAt: day(3), closesAt: day(9) });
	const roundId = prepared.address.split("/")[3]?.split("?")[0] ?? "";
	const ofChen = and(eq(voteNominations.roundId, roundId), eq(voteNominations.householdId, cast.homes.chen.householdId));
	const answer = async () => (await db.select().from(voteNominations).where(ofChen))[0];
	return { prepared, page: `/staff/votes/${roundId}/nominations`, nominationId: (await answer())?.id ?? "", answer };
}

test("one admin who prints the slips says yes for no household, by whatever account", async () => {
	const yun = await boundAs(office.yun);
	const { prepared, page, nominationId, answer } = await asksChen(yun, "最美小院");
	expect(prepared.text).toContain("用您印的纸条登录的户不能自己答");
	const yes = { nominationId, words: "", answer: "accepted" };
	const puppet = await hireAndOpen(yun, "puppet", "village_admin");
	const carried = await slipIn(yun);
	await carried.submit(await carried.open("/me/security"), "保存口令", { passphrase: HOME_PASSPHRASE, again: HOME_PASSPHRASE });
	for (const member of [carried, await enterAtDoor(HOME_PASSPHRASE), await slipIn(puppet)]) {
		const home = await member.open("/me");
		expect(home.text).toMatch(/也可以当面告诉：qiu 同事（青石村）、rao 同事（青石村）/);
		expect(home.root.querySelector("button[value=accepted]")).toBeNull();
		const refused = await member.post("/me?_action=rounds.answer", new URLSearchParams(yes));
		expect([refused.status, refused.text.includes("您家还没有答复")]).toEqual([403, true]);
	}
	for (const officer of [yun, puppet, await hireAndOpen(yun, "ear", "auditor")]) {
		const list = await officer.open(`${page}?answer=${nominationId}`);
		expect(list.text).toMatch(/可以请 qiu 同事（青石村）、rao 同事（青石村）/);
		expect(list.text).not.toContain("写下答复");
		const forged = new URLSearchParams({ ...yes, roundId: "", saidBy: "陈桂兰" });
		const refused = await officer.post(`${page}?_action=rounds.answerFor`, forged);
		expect([refused.status, refused.text.includes("互不任命")]).toEqual([403, true]);
	}
	expect(await answer()).toMatchObject({ answer: null });
});

test("another officer of the village hears the household, which reads it and undoes it, or answers by that officer's slip", async () => {
	const { page, nominationId, answer } = await asksChen(await boundAs(office.yun), "最美门前");
	const qiu = await boundAs(office.qiu);
	const list = await qiu.open(page);
	const way = list.root.querySelectorAll("a").find((link) => link.getAttribute("href")?.includes(nominationId));
	const sheet = await qiu.open(way?.getAttribute("href")?.split("#")[0] ?? "");
	const unnamed = await qiu.submit(sheet, "参加", { words: "两代人一起收拾的。", saidBy: " " });
	expect([unnamed.status, unnamed.text.includes("请写明是家里哪一位说的")]).toEqual([422, true]);
	const asked = await qiu.submit(unnamed, "参加", { saidBy: "桂兰" });
	expect(asked.root.querySelector("textarea[name=words]")?.textContent).toBe("两代人一起收拾的。");
	expect((await qiu.submit(asked, "参加", { speaker: "陈桂兰" })).text).toContain("qiu 同事 写下，陈桂兰 说的");
	expect(await answer()).toMatchObject({ answer: "accepted", saidBy: "陈桂兰", words: "两代人一起收拾的。" });

	const chen = await slipIn(await boundAs(office.rao));
	const home = await chen.open("/me");
	expect(home.text).toContain("有人替您家写下了“最美门前”的答复：参加");
	const undone = await chen.submit(home, `form[action*='takeBack']:has(input[value="${nominationId}"])`);
	expect(undone.text).toContain("收回了，您家可以重新答复。");
	expect(await answer()).toMatchObject({ answer: null, saidBy: null });
	await chen.submit(undone, `form[action*='rounds.answer']:has(input[value="${nominationId}"])`);
	expect(await answer()).toMatchObject({ answer: "accepted", answeredBy: "person-chen", letInBy: office.rao.personId });
});
