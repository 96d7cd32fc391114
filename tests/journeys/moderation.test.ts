import { and, eq, inArray } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { claims, decisionReasons, decisions } from "#db/schema/moderation.ts";
import { photoRedactions, photos } from "#db/schema/photos.ts";
import { submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast } from "#tests/cast.ts";
import { type Pair, sendAgain, sentPair } from "#tests/pairs.ts";
import { adoptedIn } from "#tests/rules.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: new Date() });
});

const MINUTE = 60_000;
let daysAgo = 60;
/** A day after the one before: each pair stands behind the earlier ones, and no household sends too many a day. */
function next(): Date {
	daysAgo -= 1;
	return new Date(Date.now() - daysAgo * 24 * 60 * MINUTE);
}
const as = async (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const ofPair = ({ submissionId }: Pair) => eq(decisions.submissionId, submissionId);
const itemOf = ({ submissionId }: Pair) => `/moderation/${submissionId}`;
async function sidesSaid({ submissionId }: Pair) {
	const { decisionId, reason, side } = decisionReasons;
	const ofIt = and(eq(decisions.id, decisionId), eq(decisions.submissionId, submissionId));
	return (await db.select({ reason, side }).from(decisionReasons).innerJoin(decisions, ofIt)).map((row) => [row.reason, row.side]);
}
const linesOf = (page: Seen, selector: string) =>
	page.root.querySelectorAll(selector).map((found: { textContent: string }) => found.textContent.trim());

beforeEach(async () => {
	await write((tx) => tx.delete(claims));
	// What earlier tests left waiting must not be in the way of the next.
	for (const home of Object.values(cast.homes)) await withdrawAllOf(home);
});

async function withdrawAllOf(home: { householdId: string; personId: string }) {
	const { rows } = await rawClient().execute({
		sql: "SELECT id FROM submissions WHERE household_id = ? AND stage IN ('waiting', 'returned')",
		args: [home.householdId],
	});
	for (const { id } of rows) await withdrawSubmission({ submissionId: String(id), by: home, at: new Date() });
}

test("one press shows an easy pair and opens the next; the undo of it is on that page", async () => {
	const [first, second] = [await sentPair(cast.homes.chen, { at: next() }), await sentPair(cast.homes.du, { at: next() })];
	const li = await as(cast.staff.li);
	const queue = await li.open("/moderation");
	expect(linesOf(queue, ".queue-place")).toEqual(["青石村 · 东沟", "青石村 · 西坡"]);
	const opened = await li.open(itemOf(first));
	const after = await li.submit(opened, "展示");
	expect(after.address).toBe(itemOf(second));
	expect(after.text).toContain("展示了：青石村 · 东沟");
	const undone = await li.submit(after, "撤销");
	expect(undone.address).toBe(itemOf(first));
	expect(undone.text).toContain("撤销");
	expect((await db.select().from(decisions)).filter(({ undoneAt }) => undoneAt === null)).toEqual([]);
});

test("returning needs a reason; what was typed stays, and the household's words are kept apart", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	const li = await as(cast.staff.li);
	const opened = await li.open(itemOf(pair));
	const refused = await li.submit(opened, "退回给这户", { note: "" });
	expect(refused.status).toBe(422);
	expect(refused.text).toContain("请选一条原因");
	const done = await li.submit(refused, "退回给这户", { reasons: "too_dark", note: "白天再拍" });
	expect(done.address).toBe("/moderation");
	expect(done.text).toContain("都审完了");
	const [line] = await db.select().from(decisions).where(ofPair(pair));
	expect(line).toMatchObject({ outcome: "returned", note: "白天再拍" });
});

test("which photo is meant stands beside each reason about photos: the measured one first, any other can be said", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	const [sent] = await db.select().from(submissionVersions).where(eq(submissionVersions.submissionId, pair.submissionId));
	await write((tx) =>
		tx
			.update(photos)
			.set({ brightness: 20 })
			.where(inArray(photos.id, sent?.before ?? [])),
	);
	const li = await as(cast.staff.li);
	const opened = await li.open(itemOf(pair));
	const chosen = ({ root }: Seen) => root.querySelectorAll("[name=sides] option[selected]").map((option) => option.getAttribute("value"));
	const likely = ["blurred:both", "too_dark:before", "other_place:after", "same_picture:after", "people_in_picture:both"];
	expect(chosen(opened)).toEqual(likely);
	const refused = await li.submit(opened, "退回给这户", { sides: "too_dark:left", reasons: "too_dark" });
	expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("没看懂说的是哪一张照片")]);
	await li.submit(opened, "退回给这户", { reasons: "too_dark" });
	expect(await sidesSaid(pair)).toEqual([["too_dark", "before"]]);
	expect((await li.open("/moderation/history")).text).toContain("收拾前：照片太暗");
});

test("what happened meanwhile is told on the page, with what is there now", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	const li = await as(cast.staff.li);
	const opened = await li.open(itemOf(pair));
	const at = new Date(Date.now() + 11 * MINUTE);
	await returnToHousehold({ by: cast.staff.meng, ...pair, reasons: ["blurred"], note: "", at });
	const late = await li.submit(opened, "展示");
	expect([late.status, late.text]).toEqual([409, expect.stringContaining("孟和已经处理了这一组（退回）")]);
	expect(late.text).toContain("这一组已经退回");
	await sendAgain(pair, cast.homes.chen, new Date());
	const resent = await li.submit(opened, "展示");
	expect([resent.status, resent.text]).toEqual([409, expect.stringContaining("这户刚刚改过又发来了")]);
	expect(resent.text).toContain("第 2 次发来");
	await withdrawSubmission({ submissionId: pair.submissionId, by: cast.homes.chen, at: new Date() });
	const gone = await li.submit(resent, "展示");
	expect([gone.status, gone.text]).toEqual([409, expect.stringContaining("这户刚刚撤回了这一组")]);
	expect(gone.root.querySelectorAll(".review-photo")).toEqual([]);
});

test("an item that somebody has open says who, and can be taken over", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	await (await as(cast.staff.li)).open(itemOf(pair));
	const meng = await as(cast.staff.meng);
	expect((await meng.open("/moderation")).text).toContain("李敏正在看");
	const opened = await meng.open(itemOf(pair));
	expect(opened.text).toContain("李敏正在看这一组");
	expect(opened.root.querySelector(".decide")).toBeNull();
	const taken = await meng.submit(opened, "接过来审");
	expect(taken.root.querySelector(".decide")).not.toBeNull();
	const put = await meng.submit(taken, "先放下");
	expect(put.address).toBe("/moderation");
	expect((await (await as(cast.staff.li)).open(itemOf(pair))).root.querySelector(".decide")).not.toBeNull();
});

test("several easy ones are shown together; one that went meanwhile is named with its reason", async () => {
	const [stays, goes] = [await sentPair(cast.homes.chen, { at: next() }), await sentPair(cast.homes.du, { at: next() })];
	await sentPair(cast.homes.du, { at: next(), measures: { brightness: 10 } });
	const li = await as(cast.staff.li);
	const picked = await li.open("/moderation?pick=easy");
	expect(picked.root.querySelectorAll("[name=items][checked]")).toHaveLength(2);
	await withdrawSubmission({ submissionId: goes.submissionId, by: cast.homes.du, at: new Date() });
	const told = await li.submit(picked, "一起展示");
	expect([told.status, told.text]).toEqual([409, expect.stringContaining("1 组办好了，1 组没有办成")]);
	expect(linesOf(told, ".refusals li").join()).toContain("撤回");
	expect(await db.select().from(decisions).where(ofPair(stays))).toMatchObject([{ outcome: "published" }]);
	expect(linesOf(told, ".queue-row .chip")).toEqual(["偏暗"]);
});

test("several are returned together with one reason, and without one nothing is", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	const li = await as(cast.staff.li);
	const queue = await li.open("/moderation?pick=easy");
	const refused = await li.submit(queue, "一起退回");
	expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("请选一条原因")]);
	const done = await li.submit(refused, "一起退回", { reasons: "blurred" });
	expect(done.status).toBe(200);
	expect(await db.select().from(decisions).where(ofPair(pair))).toMatchObject([{ outcome: "returned" }]);
});

test("parts of a picture are hidden by ticking cells over it", async () => {
	const submissionId = await sentSubmission(cast.homes.chen, { key: "cells", at: next() });
	const li = await as(cast.staff.li);
	const opened = await li.open(`/moderation/${submissionId}`);
	const way = opened.root.querySelector("figcaption a")?.getAttribute("href") ?? "";
	const grid = await li.open(way);
	expect(grid.root.querySelectorAll("[name=cells]")).toHaveLength(108);
	const nothing = await li.submit(grid, "遮住");
	expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining("还没有画要遮住的地方")]);
	const hidden = await li.submit(nothing, "遮住", { cells: "3-0" });
	expect(hidden.text).toContain("已经遮住");
	expect(hidden.text).toContain("已遮住 1 处");
	expect((await db.select().from(photoRedactions)).at(-1)?.rectangles).toEqual([{ x: 0.25, y: 0, width: 1 / 12, height: 1 / 9 }]);
});

test("the keys are shown, and their switch is kept", async () => {
	await sentPair(cast.homes.chen, { at: next() });
	const li = await as(cast.staff.li);
	const queue = await li.open("/moderation");
	expect(linesOf(queue, "kbd")).toEqual(["J", "K", "A", "R", "U"]);
	const off = await li.submit(queue, "关掉快捷键");
	// The bar of what can be undone has a script of its own.
	expect(off.root.querySelectorAll("kbd, script").filter(({ textContent }) => !textContent.includes("data-left"))).toEqual([]);
	expect((await li.open("/moderation")).text).toContain("打开快捷键");
});

test("the history is for moderators and auditors, with every decision and its undoing", async () => {
	const pair = await sentPair(cast.homes.chen, { at: next() });
	const li = await as(cast.staff.li);
	await li.submit(await li.open(itemOf(pair)), "展示");
	await li.submit(await li.open("/moderation"), "撤销");
	const auditor = await as(cast.staff.song);
	const song = await auditor.open("/moderation/history");
	expect(song.root.querySelector("tr.is-undone")?.textContent).toContain("撤销");
	const returned = await (await as(cast.staff.song)).open("/moderation/history?outcome=declined");
	expect(returned.text).toContain("还没有处理过");
	const found = await auditor.submit(song, "看这些", { home: `https://example.org/submissions/${pair.submissionId}`, place: "青石村" });
	expect(found.root.querySelectorAll("tr.history-line")).toHaveLength(1);
	expect((await auditor.submit(found, "看这些", { home: "0001", place: "桥头" })).text).toContain("再看看编号有没有抄错");
	expect((await (await as(cast.homes.chen.viewer)).open("/moderation/history")).status).toBe(404);
});

test("whom the queue is not for finds nothing there", async () => {
	const pair = await sentPair(cast.homes.bao, { at: next() });
	const addresses = ["/moderation", itemOf(pair), `${itemOf(pair)}/photos/${pair.before}`];
	for (const viewer of [cast.homes.chen.viewer, cast.staff.wang, cast.staff.song]) {
		for (const address of addresses) expect((await (await as(viewer)).open(address)).status).toBe(404);
	}
	const stranger = await new Visitor(site().origin).open("/moderation");
	expect(stranger.address).toMatch(/^\/staff\/sign-in/);
	const bao = await as(cast.baoAsModerator);
	expect(linesOf(await bao.open("/moderation"), ".queue-row")).toEqual([]);
	expect((await bao.open(itemOf(pair))).status).toBe(404);
	expect(
		(await bao.post("/moderation?_action=moderation.publish", new URLSearchParams({ submissionId: pair.submissionId, version: "1" })))
			.status,
	).toBe(404);
});

test("what comes out after a pair was published is written down at its page once, with what shows it; its household is told, and asked by others", async () => {
	await adoptedIn(cast.places.qingshi.id, cast.staff, { decided: "2026-01-05", month: "2026-02" });
	const pair = await sentPair(cast.homes.du, { at: next() });
	const li = await as(cast.staff.li);
	expect((await li.open(itemOf(pair))).text).not.toContain("照片是旧的");
	await publish({ ...pair, by: cast.staff.li, at: new Date() });
	const page = await li.open(itemOf(pair));
	const short = await li.submit(page, "请没经手的人查", { why: "假的" });
	expect([short.status, short.root.querySelector("main [name=why]")?.getAttribute("aria-invalid")]).toEqual([422, "true"]);
	for (const _ of ["once", "twice"]) {
		const done = await li.submit(page, "请没经手的人查", { why: "和西坡去年那组是同一张。" });
		expect([done.address, done.text]).toEqual([`${itemOf(pair)}?done=found`, expect.stringContaining("正在查：和西坡去年那组是同一张。")]);
	}
	expect((await (await as(cast.homes.du.viewer)).open("/me")).text).toContain("有人说您家一组前后照片不是这次拍的");
	expect((await (await as(cast.staff.song)).open("/staff/points/callbacks")).text).toMatch(/李敏 .*指出照片不实：和西坡去年那组是同一张/);
});
