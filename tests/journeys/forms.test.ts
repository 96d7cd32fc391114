import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { signInSlips } from "#db/schema/households.ts";
import { kiosks } from "#db/schema/kiosks.ts";
import { resetPassphrase } from "#domain/accounts/reset-sign-in.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { codeAt, givePassphrase, giveTotp, PASSPHRASE, waiveTotp } from "#tests/accounts.ts";
import { DOORS, inviteCast, MORNING } from "#tests/cast.ts";
import { RULES } from "#tests/drafts.ts";
import { sentPair } from "#tests/pairs.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { readyDraft } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	for (const viewer of [cast.staff.wang, cast.staff.li, cast.staff.meng, cast.homes.chen.viewer]) await givePassphrase(viewer);
});
const CHOSEN = "东沟的核桃 falls in September";
const LONG = "请再拍近一些。".repeat(80);
const as = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);
const valueAt = (page: Seen, selector: string) => page.root.querySelector(selector)?.getAttribute("value");

/** As half an hour at lunch does. */
async function fallAsleep({ personId }: Viewer): Promise<void> {
	const lastSeenAt = new Date(Date.now() - 31 * 60_000);
	await write((tx) => tx.update(sessions).set({ lastSeenAt }).where(eq(sessions.personId, personId)));
}

/** Sends a form of a page as it stands, again and again if need be: the same bytes. */
function sending(visitor: Visitor, page: Seen, selector: string, typed: Record<string, string> = {}) {
	const form = page.root.querySelector(selector);
	const hidden = (form?.querySelectorAll("input[type=hidden]") ?? []).map((field) => [
		field.getAttribute("name"),
		field.getAttribute("value"),
	]);
	const body = new URLSearchParams([...(hidden as [string, string][]), ...Object.entries(typed)]).toString();
	const { pathname, search } = new URL(form?.getAttribute("action") ?? "", site().origin + page.address);
	const headers = { origin: site().origin, "content-type": "application/x-www-form-urlencoded" };
	return () => visitor.ask(pathname + search, { method: "POST", body, headers });
}

test("a refused form shows what was typed, and the form beside it nothing", async () => {
	const { submissionId } = await sentPair(cast.homes.chen, { at: new Date() });
	const li = await as(cast.staff.li);
	const refused = await li.submit(await li.open(`/moderation/${submissionId}`), "form[action*=returnToHousehold]", { note: LONG });
	expect(refused.status).toBe(422);
	const [returned, declined] = ["returnToHousehold", "decline"].map((name) => refused.root.querySelector(`form[action*=${name}]`));
	expect(returned?.querySelector("textarea")?.textContent).toBe(LONG);
	expect(returned?.querySelector(".wrong")).not.toBeNull();
	expect([declined?.querySelector("textarea")?.textContent, declined?.querySelector(".wrong")]).toEqual(["", null]);
});

test("of many fields only the wrong one is marked, and the problem leads to it", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open("/admin/settings");
	const refused = await wang.submit(page, "保存", { slipDays: "许多" });
	expect([refused.status, valueAt(refused, "#slipDays"), valueAt(refused, "#draftDays")]).toEqual([422, "许多", "30"]);
	expect(refused.root.querySelectorAll("main .wrong")).toHaveLength(1);
	const link = refused.root.querySelector("#problem a")?.getAttribute("href") as string;
	expect(link).toBe("#slipDays");
});

test("of several forms with one action only the one that was sent shows what was typed and is marked", async () => {
	const by = cast.staff.wang;
	for (const place of ["qingshi", "shilin"] as const) {
		const { roundId } = await draftRound({ by, regionId: cast.places[place].id, draft: RULES, at: MORNING });
		await nominate({ by, roundId, submissionId: await pairOf(cast.homes.chen, `of-${place}`), words: "", at: MORNING });
	}
	const chen = await as(cast.homes.chen.viewer);
	const formsOf = ({ root }: Seen) => root.querySelectorAll("form[action*='rounds.answer']");
	const page = await chen.open("/me");
	const [, second] = formsOf(page).map((form) => form.querySelector("[name=nominationId]")?.getAttribute("value"));
	const refused = await chen.submit(page, `form:has([value="${second}"]) button[value=accepted]`, { words: LONG });
	expect(refused.status).toBe(422);
	const shown = formsOf(refused).map((form) => [form.querySelector("textarea")?.textContent, form.querySelectorAll(".wrong").length]);
	expect(shown).toEqual([
		["", 0],
		[LONG, 1],
	]);
	const link = refused.root.querySelector("#problem a")?.getAttribute("href") as string;
	expect(refused.root.querySelector(link)?.closest("form")).toBe(formsOf(refused)[1]);
});

test("who fell asleep over a form signs in again and finds it as they typed it, until it is sent", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open(`/admin/regions?place=${cast.places.baiyang.id}`);
	await fallAsleep(cast.staff.wang);
	const door = await wang.submit(page, "改名", { name: "白杨新村" });
	expect(door.address).toContain("/staff/sign-in?next=");
	expect(door.text).toContain("登录过期了，您写的都还在");
	const back = await wang.submit(door, "登录", { username: "wang", passphrase: PASSPHRASE });
	expect(back.address).toBe(`/admin/regions?place=${cast.places.baiyang.id}`);
	expect(valueAt(back, "input[name=name]")).toBe("白杨新村");
	expect(back.text).toContain("还没有交");
	expect(valueAt(await wang.open(back.address), "input[name=name]")).toBe("白杨新村");
	const done = await wang.submit(back, "改名");
	expect(done.text).toContain("已改名");
	expect((await wang.open(back.address)).text).not.toContain("还没有交");
});

test("who signs in instead gets nothing of it, and then it is gone for both", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open("/staff/security");
	await fallAsleep(cast.staff.wang);
	const door = await wang.submit(page, "form[action*=declareRelative]", { courtyard: "柿子树下那家" });
	const li = await wang.submit(door, "登录", { username: "li", passphrase: PASSPHRASE });
	expect([li.address, li.html.includes("柿子树下那家"), li.text.includes("还没有交")]).toEqual(["/staff/security", false, false]);
	await signIn(wang, cast.staff.wang);
	expect((await wang.open("/staff/security")).html).not.toContain("柿子树下那家");
});

test("an invented writer's words are not kept, so nobody crowds out what others have typed", async () => {
	const wang = await as(cast.staff.wang);
	const form = await wang.open(`/admin/regions?place=${cast.places.baiyang.id}`);
	const [mark] = /[\w-]{32}/.exec(valueAt(form, "[name=formFor]") ?? "") ?? [""];
	const askedBy = async (formFor: string) => {
		const body = new URLSearchParams({ formId: "regions.rename", formFor, name: "新村" }).toString();
		const headers = { origin: site().origin, "content-type": "application/x-www-form-urlencoded" };
		const door = await new Visitor(site().origin).ask("/admin/regions?_action=regions.rename", { method: "POST", body, headers });
		return new URL(door.headers.get("location") ?? "", site().origin).searchParams.get("why");
	};
	expect([await askedBy(mark), await askedBy(mark.slice(0, -1) + (mark.endsWith("A") ? "B" : "A")), await askedBy("invented")]).toEqual([
		"kept",
		"first",
		"first",
	]);
});

test("no passphrase is kept", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open("/staff/security");
	await fallAsleep(cast.staff.wang);
	const typed = { current: PASSPHRASE, passphrase: "一句新口令说给自己听", again: "一句新口令说给自己听" };
	const door = await wang.submit(page, "form[action*=setPassphrase]", typed);
	const back = await wang.submit(door, "登录", { username: "wang", passphrase: PASSPHRASE });
	expect(back.address).toBe("/staff/security");
	for (const secret of Object.values(typed)) expect(back.html).not.toContain(secret);
});

test("a villager's words outlast the session as well", async () => {
	const chen = await as(cast.homes.chen.viewer);
	const about = await chen.open(`/submit/${await readyDraft(cast.homes.chen, { key: "kept" })}/check`);
	await write((tx) => tx.delete(sessions).where(eq(sessions.personId, cast.homes.chen.personId)));
	const door = await chen.submit(about, "form[action*='submissions.send']", { startedBy: "notice" });
	expect([door.address.startsWith("/sign-in?"), door.text.includes("您写的都还在")]).toEqual([true, true]);
	const back = await chen.submit(door, "form[action*=signInVillager]", { doorToken: DOORS.chen, secret: PASSPHRASE });
	expect([back.address, back.root.querySelector("[name=startedBy][checked]")?.getAttribute("value")]).toEqual([about.address, "notice"]);
});

test("a form that one person opened does nothing while another is signed in, and shows them nothing", async () => {
	const browser = await as(cast.staff.wang);
	const page = await browser.open(`/admin/regions?place=${cast.places.qingshi.id}`);
	await signIn(browser, { ...cast.staff.song });
	const refused = await browser.submit(page, "改名", { name: "别人的村" });
	expect([refused.status, refused.text.includes("别人登录时打开的"), refused.html.includes("别人的村")]).toEqual([409, true, false]);
});

test("a slip is printed once, however often its form is sent; opening the page anew prints another", async () => {
	const wang = await as(cast.staff.wang);
	const address = `/admin/households/${cast.homes.du.householdId}`;
	const send = sending(wang, await wang.open(address), "form[action$='/slips']");
	const sheets = await Promise.all([send(), send()]);
	const pins = await Promise.all([...sheets, await send()].map(async (sheet) => /\d{4} \d{4}/.exec(await sheet.text())?.[0]));
	expect(new Set(pins).size).toBe(1);
	expect(await db.select().from(signInSlips).where(eq(signInSlips.householdId, cast.homes.du.householdId))).toHaveLength(1);
	const another = await sending(wang, await wang.open(address), "form[action$='/slips']")();
	expect(/\d{4} \d{4}/.exec(await another.text())?.[0]).not.toBe(pins[0]);
});

test("nobody else gets that answer: not by the same bytes in another session, nor after signing out", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open(`/admin/households/${cast.homes.du.householdId}`);
	const sheet = await (await sending(wang, page, "form[action$='/slips']")()).text();
	const pin = /\d{4} \d{4}/.exec(sheet)?.[0] as string;
	const elsewhere = await as(cast.staff.wang);
	expect(await (await sending(elsewhere, page, "form[action$='/slips']")()).text()).not.toContain(pin);
	const stranger = new Visitor(site().origin);
	expect((await sending(stranger, page, "form[action$='/slips']")()).headers.get("location")).toContain("/staff/sign-in");
});

test("two taps on the sign-in burn no slip: both answers let the same browser in", async () => {
	const { pin } = await issueSlip({ householdId: cast.homes.fan.householdId, by: cast.staff.wang, at: new Date() });
	const [fan, lost] = [new Visitor(site().origin), new Visitor(site().origin)];
	const door = await fan.open(`/h/${DOORS.fan}`);
	lost.cookies.set("probe", fan.cookies.get("probe") ?? "");
	const send = (visitor: Visitor) => sending(visitor, door, "form[action*=signInVillager]", { secret: pin });
	const answers = await Promise.all([send(lost)(), send(fan)()]);
	expect(answers.map(({ status }) => status)).toEqual([303, 303]);
	expect((await fan.open("/me")).address).toBe("/me");
	// The first answer was lost on the way: the same form, minutes later, and once more with the session already held.
	expect((await send(fan)()).status).toBe(303);
	expect((await fan.open("/me")).address).toBe("/me");
	const again = await new Visitor(site().origin).open(`/h/${DOORS.fan}`);
	expect((await sending(new Visitor(site().origin), again, "form[action*=signInVillager]", { secret: pin })()).status).toBe(422);
});

test("two taps on the office's sign-in, with a code that opens once, let the same browser in", async () => {
	await giveTotp(cast.staff.meng);
	const meng = new Visitor(site().origin);
	const door = await meng.open("/staff/sign-in");
	const typed = { username: "meng", passphrase: PASSPHRASE, totp: codeAt(new Date()) };
	const send = sending(meng, door, "form[action*=signInStaff]", typed);
	const answers = await Promise.all([send(), send()]);
	expect(answers.map(({ status }) => status)).toEqual([303, 303]);
	expect((await send()).status).toBe(303);
	expect((await meng.open("/staff")).address).toBe("/staff");
});

test("two taps on the form of a link that is good once choose one passphrase, and both open the office", async () => {
	const { token } = await resetPassphrase({ personId: cast.staff.song.personId, by: cast.staff.wang, at: new Date() });
	const song = new Visitor(site().origin);
	const page = await song.open(`/passphrase/${token}`);
	const typed = { passphrase: CHOSEN, again: CHOSEN };
	const send = sending(song, page, "form[action*=setPassphraseByLink]", typed);
	const answers = await Promise.all([send(), send()]);
	expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
		[303, answers[0]?.headers.get("location")],
		[303, answers[0]?.headers.get("location")],
	]);
	expect((await new Visitor(site().origin).open(`/passphrase/${token}`)).text).not.toContain("再填一次新口令");
});

test("somebody is taken on once by one form, with one link", async () => {
	const wang = await as(cast.staff.wang);
	const page = await wang.open("/admin/staff");
	const typed = { name: "赵一", username: "zhaoyi", role: "moderator", regionId: cast.places.qingshi.id };
	const send = sending(wang, page, "form[action*='staff.hire']", typed);
	const answers = await Promise.all([send(), send()]);
	expect(new Set(answers.map((answer) => answer.headers.get("location"))).size).toBe(1);
	expect(answers[0]?.headers.getSetCookie().join()).toBe(answers[1]?.headers.getSetCookie().join());
});

test("a kiosk is opened once by one form, and two taps with a slip seat one household once", async () => {
	const screen = await as(cast.staff.wang);
	const open = sending(screen, await screen.open("/kiosk"), "form[action*='kiosk.open']", { regionId: cast.places.qingling.id });
	await Promise.all([open(), open()]);
	expect(await db.select().from(kiosks)).toHaveLength(1);
	const { pin } = await issueSlip({ householdId: cast.homes.chen.householdId, by: cast.staff.wang, at: new Date() });
	const door = await screen.open("/kiosk");
	const enter = sending(screen, door, "form[action*='kiosk.enter']", { doorToken: DOORS.chen, secret: pin });
	const answers = await Promise.all([enter(), enter()]);
	expect(answers.map(({ status }) => status)).toEqual([303, 303]);
	expect(answers[0]?.headers.getSetCookie()).toEqual(answers[1]?.headers.getSetCookie());
});

test("who signed out signs in anew from the same page, and gets no answer of before", async () => {
	const li = new Visitor(site().origin);
	const door = await li.open("/staff/sign-in");
	const send = sending(li, door, "main form", { username: "li", passphrase: PASSPHRASE });
	expect((await send()).status).toBe(303);
	const before = li.cookies.get("session");
	await li.submit(await li.open("/staff/security"), "退出");
	expect((await send()).status).toBe(303);
	expect(li.cookies.get("session")).not.toBe(before);
	expect((await li.open("/staff/security")).address).toBe("/staff/security");
});
