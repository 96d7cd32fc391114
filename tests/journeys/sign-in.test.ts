import { expect, test } from "vitest";
import { setupLink } from "#domain/accounts/set-up.ts";
import { householdByDoorToken } from "#domain/households/door.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { codeAt, givePassphrase, giveTotp, PASSPHRASE } from "#tests/accounts.ts";
import { DOORS, inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	for (const viewer of [cast.staff.wang, cast.staff.li]) {
		await givePassphrase(viewer);
		await giveTotp(viewer);
	}
});
const visitor = () => new Visitor(site().origin);

/** The code of a 30-second step that this person has not used yet: each opens one door. */
const steps = new Map<string, number>();
function freshCode(username: string): string {
	const now = Date.now();
	const step = Math.max(Math.floor(now / 30_000) - 1, (steps.get(username) ?? 0) + 1);
	steps.set(username, step);
	return codeAt(new Date(step * 30_000));
}

async function asStaff(username: string): Promise<{ person: Visitor; page: Seen }> {
	const person = visitor();
	const door = await person.open("/staff/sign-in");
	return { person, page: await person.submit(door, "登录", { username, passphrase: PASSPHRASE, totp: freshCode(username) }) };
}

test("a passer-by who scans a door sees the village and how to take part, and nothing of the household", async () => {
	const page = await visitor().open(`/h/${DOORS.bao}`);
	expect(page.status).toBe(200);
	expect(page.text).toContain("青石村");
	for (const secret of ["鲍春生", "0001", "code-bao", "household-bao", "东沟"]) expect(page.html).not.toContain(secret);
	expect(page.headers.get("cache-control")).toContain("no-store");
});

test("a door code that is not known answers in the same shape, and helps on", async () => {
	const [known, unknown] = [await visitor().open(`/h/${DOORS.bao}`), await visitor().open("/h/zzzzzzzzzz")];
	expect(unknown.status).toBe(404);
	const shape = ({ root }: Seen) => root.querySelectorAll("main h1, main h2, main form").map(({ tagName }: { tagName: string }) => tagName);
	expect(shape(unknown)).toEqual(shape(known));
	expect(unknown.text).toContain("再扫一次");
});

test("a villager comes in by door and slip, sets a passphrase, and next time needs no slip", async () => {
	const { pin } = await issueSlip({ householdId: "household-chen", by: cast.staff.wang, at: new Date() });
	const chen = visitor();
	const inside = await chen.submit(await chen.open(`/h/${DOORS.chen}`), "登录", { secret: pin });
	expect(inside.address).toBe("/me?done=welcome");
	expect(inside.text).toContain("登录好了");
	const offered = await chen.open(inside.root.querySelector("main a[href$='/me/security'].button")?.getAttribute("href") ?? "");
	const saved = await chen.submit(offered, "保存口令", { passphrase: "我家院墙外头有棵老槐树", again: "我家院墙外头有棵老槐树" });
	expect(saved.text).toContain("口令保存好了");
	expect((await chen.open("/me")).text).not.toContain("下次不用纸条");
	expect((await chen.submit(saved, "退出")).address).toBe("/");
	expect((await chen.open("/me/security")).address).toContain("/sign-in?next=");

	const door = await chen.open("/sign-in");
	expect((await chen.submit(door, "登录", { doorToken: DOORS.chen, secret: pin })).status).toBe(422);
	await chen.submit(door, "登录", { doorToken: DOORS.chen.toUpperCase(), passphrase: "我家院墙外头有棵老槐树" });
	expect((await chen.open(`/h/${DOORS.chen}`)).address).toMatch(/^\/me/);
});

test("nothing is used up by a browser that keeps no cookies, and it hears why", async () => {
	const { pin } = await issueSlip({ householdId: "household-du", by: cast.staff.wang, at: new Date() });
	const forgetful = visitor();
	const door = await forgetful.open(`/h/${DOORS.du}`);
	forgetful.cookies.clear();
	const refused = await forgetful.submit(door, "登录", { secret: pin });
	expect([refused.status, refused.text.includes("没有让本站记住您")]).toEqual([422, true]);
	const mended = await forgetful.submit(refused, "登录", { secret: pin });
	expect(mended.address).toBe("/me?done=welcome");
});

test("whoever does as the slip says, 我家 and then both codes, is welcomed as at the door", async () => {
	const { pin } = await issueSlip({ householdId: "household-du", by: cast.staff.wang, at: new Date() });
	const du = visitor();
	const inside = await du.submit(await du.open("/me"), "登录", { doorToken: DOORS.du, secret: pin });
	expect([inside.address, inside.text.includes("纸条已经用过")]).toEqual(["/me?done=welcome", true]);
});

test("who was on the way somewhere gets there with the slip, and with no digits nothing is tried", async () => {
	const { pin } = await issueSlip({ householdId: "household-fan", by: cast.staff.wang, at: new Date() });
	const fan = visitor();
	const door = await fan.open("/me/points");
	const empty = await fan.submit(door, "登录", { doorToken: DOORS.fan });
	expect([empty.status, empty.text.includes("请填纸条上的 8 位数字")]).toEqual([422, true]);
	expect((await fan.submit(empty, "登录", { doorToken: DOORS.fan, secret: pin })).address).toBe("/me/points");
});

test("a wrong sign-in says nothing about what was wrong, keeps the code that was typed, and not the secret", async () => {
	const answers: string[] = [];
	for (const doorToken of [DOORS.bao, "zzzzzzzzzz"]) {
		const guest = visitor();
		const page = await guest.submit(await guest.open("/sign-in"), "登录", { doorToken, secret: "12345678" });
		expect([page.status, [...guest.cookies.keys()]]).toEqual([422, ["probe"]]);
		expect(page.root.querySelector("[name=doorToken]")?.getAttribute("value")).toBe(doorToken);
		expect(page.html).not.toContain("12345678");
		answers.push(page.root.querySelector("[role=alert]")?.textContent.trim() ?? "");
	}
	expect(new Set(answers).size).toBe(1);
	expect(await householdByDoorToken("zzzzzzzzzz")).toBeNull();
});

test("staff come in with a code, land where they wanted to go, and each sign-in has a session of its own", async () => {
	const { person, page } = await asStaff("li");
	expect(page.address).toBe("/moderation");
	const before = person.cookies.get("session");
	const again = visitor();
	again.cookies.set("session", "chosen-by-somebody-else");
	const door = await again.open("/staff/security");
	expect(door.address).toBe("/staff/sign-in?next=%2Fstaff%2Fsecurity&why=ended");
	const inside = await again.submit(door, "登录", { username: "li", passphrase: PASSPHRASE, totp: freshCode("li") });
	expect(inside.address).toBe("/staff/security");
	expect(new Set([before, again.cookies.get("session"), "chosen-by-somebody-else"]).size).toBe(3);
});

test("after too many wrong tries the page says how long to wait", async () => {
	const guest = visitor();
	let page = await guest.open("/staff/sign-in");
	for (let n = 0; n < 11; n++) page = await guest.submit(page, "登录", { username: "somebody", passphrase: "wrong" });
	expect(page.status).toBe(429);
	expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(170 * 60);
	expect(page.text).toContain("3 小时");
});

test("an admin takes somebody on: the link is shown once, they choose a passphrase, bind an app, and get to work", async () => {
	const { person: wang } = await asStaff("wang");
	const form = await wang.open("/admin/staff");
	const fields = { name: "程诺", username: "cheng", role: "moderator", regionId: cast.places.qingshi.id };
	expect((await wang.submit(form, "添加，并生成链接", { ...fields, username: "li" })).status).toBe(409);
	const member = await wang.submit(form, "添加，并生成链接", fields);
	const link = new URL(member.root.querySelector("code")?.textContent ?? "");
	expect(member.address).not.toContain(link.pathname.split("/").at(-1) ?? "?");
	expect((await wang.open(member.address)).root.querySelector("code")).toBeNull();

	const cheng = visitor();
	const choose = await cheng.open(link.pathname);
	expect(choose.text).toContain("程诺，您的账号是 cheng");
	expect((await cheng.submit(choose, "保存口令", { passphrase: PASSPHRASE, again: "other" })).text).toContain("不一样");
	const door = await cheng.submit(choose, "保存口令", { passphrase: PASSPHRASE, again: PASSPHRASE });
	expect(door.text).toContain("口令设好了");
	expect((await cheng.open(link.pathname)).status).toBe(404);

	const owing = await cheng.submit(door, "登录", { username: "cheng", passphrase: PASSPHRASE });
	expect(owing.address).toBe("/staff/security");
	expect((await cheng.open("/admin/staff")).address).toBe("/staff/security");
	const card = await cheng.submit(owing, "开始绑定");
	expect(card.root.querySelector("svg path")).not.toBeNull();
	const secret = card.root.querySelector("code")?.textContent.replaceAll(" ", "") ?? "";
	const bound = await cheng.submit(card, "完成绑定", { code: codeAt(new Date(), secret) });
	expect(bound.text).toContain("动态码绑好了");
	expect(bound.root.querySelector("a[href='/moderation']")).not.toBeNull();

	const closed = await wang.submit(await wang.open(member.address), "停用账号");
	expect(closed.text).toContain("账号停用了");
	expect((await cheng.open("/staff/security")).address).toContain("/staff/sign-in");
});

test("who may not administer finds no such pages", async () => {
	const { person: li } = await asStaff("li");
	for (const address of ["/admin/staff", `/admin/staff/${cast.staff.wang.personId}`, "/admin/settings"])
		expect((await li.open(address)).status).toBe(404);
	for (const token of ["nothing", "0".repeat(26)]) {
		expect((await li.open(`/passphrase/${token}`)).status).toBe(404);
		expect((await li.open(`/setup/${token}`)).status).toBe(404);
	}
	expect(await setupLink(new Date())).toBeNull();
});

test("a misprint that can be counted is told beside its field and uses up no try; the digits stay, a passphrase does not", async () => {
	const newcomer = visitor();
	const type = async (doorToken: string, secret: string) =>
		newcomer.submit(await newcomer.open("/sign-in"), "form[action*=signInVillager]", { doorToken, secret });
	const told = ({ status, root }: Seen, field: string) => [status, root.querySelector(`#${field}-wrong`)?.textContent.includes("现在是")];
	const kept = ({ root }: Seen) => ["doorToken", "secret"].map((id) => root.querySelector(`#${id}`)?.getAttribute("value") ?? "");
	const short = DOORS.fan.slice(1);
	for (const _ of Array(12)) await type(short, "1234 5678");
	const code = await type(short, "1234 5678");
	expect([told(code, "doorToken"), kept(code)]).toEqual([
		[422, true],
		[short, "1234 5678"],
	]);
	const digits = await type(DOORS.fan, "1234567");
	expect([told(digits, "secret"), kept(digits)]).toEqual([
		[422, true],
		[DOORS.fan, "1234567"],
	]);
	expect(kept(await type(short, "院里那棵柿子树真甜"))).toEqual([short, ""]);
	const tried = await type(DOORS.fan, "12345678");
	expect([tried.text.includes("没对上"), kept(tried)]).toEqual([true, [DOORS.fan, ""]]);
});

test("settings are one form with a button in each part: one that does not fit is told beside its own field, and all that was typed stays", async () => {
	const { person: wang } = await asStaff("wang");
	const page = await wang.open("/admin/settings");
	const parts = page.root.querySelectorAll("main form section");
	expect(parts.map((part) => part.querySelector("button")?.textContent)).toEqual(Array(6).fill("保存"));
	const ways = page.root.querySelectorAll("main nav[aria-label='直接看'] a").map((way) => way.getAttribute("href"));
	expect(ways).toEqual(parts.map((part) => `#${part.id}`));
	const wrong = await wang.submit(page, "保存", { slipDays: "500", contactPhone: "0571-8800 1234" });
	expect(wrong.status).toBe(422);
	const typed = (id: string) => wrong.root.querySelector(id)?.getAttribute("value");
	expect([typed("#slipDays"), typed("#contactPhone")]).toEqual(["500", "0571-8800 1234"]);
	expect(wrong.root.querySelector("#slipDays-wrong")?.textContent).toContain("1 到 180");
	await wang.submit(await wang.open("/admin/settings"), "保存", { icpNumber: "浙ICP备1号" });
	const right = await wang.submit(wrong, "保存", { slipDays: "20" });
	expect(right.text).toContain("设置改好了");
	expect((await visitor().open(`/h/${DOORS.bao}`)).text).toContain("0571-8800 1234");
	const now = (await wang.open("/admin/settings")).root;
	expect(["slipDays", "icpNumber"].map((id) => now.querySelector(`#${id}`)?.getAttribute("value"))).toEqual(["20", "浙ICP备1号"]);
});

test("the name that an admin gives the site stands at the top of each page and in its title, until it is taken away", async () => {
	const { person: wang } = await asStaff("wang");
	const nameIn = async () => {
		const { root } = await visitor().open(`/h/${DOORS.bao}`);
		return [root.querySelector(".brand-name")?.textContent, root.querySelector("title")?.textContent?.split(" · ").at(-1)];
	};
	await wang.submit(await wang.open("/admin/settings"), "保存", { siteName: "柿林美丽庭院" });
	expect(await nameIn()).toEqual(["柿林美丽庭院", "柿林美丽庭院"]);
	await wang.submit(await wang.open("/admin/settings"), "保存", { siteName: "" });
	expect(await nameIn()).toEqual(["庭院", "庭院"]);
});
