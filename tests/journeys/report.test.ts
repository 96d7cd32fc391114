import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { pointEntries } from "#db/schema/points.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { confirmFix } from "#domain/spots/confirm-spot.ts";
import { checkSpot, mergeSpot, turnAway } from "#domain/spots/triage.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useOwnSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { assigned, type Offices, saidFixed, spotOffices } from "#tests/spots.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
// Behind a proxy, so that each visitor comes from a network of their own.
const site = useOwnSite(
	async () => {
		cast = await inviteCast();
		offices = await spotOffices(cast);
		await enterStale();
	},
	{ TRUSTED_PROXIES: "1" },
);

let networks = 0;

/** A stranger on a network of their own. */
class Stranger extends Visitor {
	readonly #from = `203.0.113.${++networks}`;
	override ask(address: string, init: RequestInit = {}): Promise<Response> {
		return super.ask(address, { ...init, headers: { "x-forwarded-for": this.#from, ...(init.headers as Record<string, string>) } });
	}
}
const stranger = () => new Stranger(site().origin);
const villager = (home: "bao" | "chen" | "du" | "fan") => signIn(stranger(), cast.homes[home].viewer);

let pictures = 700;
async function photo(): Promise<File> {
	pictures += 1;
	return new File([new Uint8Array(await photoOf(pictures, { width: 400, height: 300 }))], "IMG.jpg", { type: "image/jpeg" });
}

/** From the village's page to the form of a kind that nobody reported yet. */
async function formFor(visitor: Visitor, kind: string, hamlet = cast.places.donggou.id): Promise<Seen> {
	return visitor.open(`/report/new?${new URLSearchParams({ hamlet, categoryCode: kind })}`);
}
const send = async (visitor: Visitor, page: Seen, fields = {}) => visitor.submit(page, "交上去", { photos: await photo(), ...fields });
const referenceOn = ({ address }: Seen) => address.replace(/^\/report\/(\w+).*/, "$1");
const spotIn = async (page: Seen) => {
	const rows = await db.select().from(spotReports);
	const newest = rows.at(-1);
	expect(page.address).toMatch(/^\/report\/[0-9a-z]{12}\?done=sent$/);
	return newest?.spotId as string;
};

test("a stranger finds the village by pinyin, taps what it is, sends a photo, and gets a number and a page", async () => {
	const visitor = stranger();
	const start = await visitor.open("/report");
	expect(start.headers.get("permissions-policy")).toContain("geolocation=(self)");
	const found = await visitor.submit(start, "查找", { find: "qingshi" });
	expect(found.root.querySelector(".report-found a")?.getAttribute("href")).toBe(`/report?village=${cast.places.qingshi.id}`);
	const what = await visitor.open(`/report?village=${cast.places.qingshi.id}`);
	expect(what.text).toContain("东沟");
	expect(what.root.querySelectorAll(".kind-card").length).toBe(15);
	const form = await visitor.submit(what, "水沟脏、堵", { hamlet: cast.places.donggou.id });
	expect(form.text).not.toContain("是不是这一处");
	const sent = await send(visitor, form, { place: "村口桥头", words: "下雨漫到路上。", phone: "138 1234 5678" });
	expect(sent.address).toMatch(/^\/report\/[0-9a-z]{12}\?done=sent$/);
	expect(sent.text).toContain("收到了。请记住下面的编号");
	expect(sent.root.querySelectorAll(".slip-code span").map((four) => four.textContent)).toEqual(referenceOn(sent).match(/.{4}/g));
	expect(sent.root.querySelector(".slip svg")).not.toBeNull();
	expect(sent.root.querySelector(".slip .paper-way.address")?.text).toMatch(new RegExp(`^http://.+/report/${referenceOn(sent)}$`));
	expect(sent.text).toContain("收到了，等着核实");
	expect([sent.text.includes("1381234"), sent.text.includes("138 1234")]).toEqual([false, false]);
	expect(sent.headers.get("cache-control")).toBe("no-store");
	expect(sent.headers.get("referrer-policy")).toBe("same-origin");
	expect(sent.root.querySelector("meta[name=robots]")?.getAttribute("content")).toBe("noindex");
});

test("a villager begins in their own hamlet, finds the report under my courtyard, and follows the notice", async () => {
	const chen = await villager("chen");
	const start = await chen.open("/report");
	expect(start.root.querySelector("#hamlet option[selected]")?.textContent).toBe("东沟");
	const form = await chen.submit(start, "路灯不亮");
	const sent = await send(chen, form, { place: "小学门口" });
	const spotId = await spotIn(sent);
	expect((await db.select().from(spotReports).where(eq(spotReports.spotId, spotId)))[0]?.personId).toBe(cast.homes.chen.personId);
	const me = await chen.open("/me");
	expect(me.root.querySelector(`a[href="/me/reports/${spotId}"]`)?.textContent).toContain("路灯不亮");
	await turnAway({ spotId, door: "other_office", why: "归供电所管，请打 95598。", by: cast.staff.li, at: new Date() });
	const told = await chen.open("/me");
	expect(told.text).toContain("您反映的事不归这里管，写明了原因和该找谁");
	const page = await chen.open(`/me/reports/${spotId}`);
	expect(page.address).toBe(`/report/${referenceOn(sent)}`);
	expect(page.text).toContain("归别的部门管");
	expect(page.text).toContain("归供电所管，请打 95598。");
	expect(page.text).not.toContain("other_office");
	expect((await (await villager("bao")).open(`/me/reports/${spotId}`)).status).toBe(404);
});

test("is it this one? – one tap joins, needs no photo, and gives a number of its own; tapped twice it is one report", async () => {
	const first = await send(stranger(), await formFor(stranger(), "Q2-02"), { place: "水塘边" });
	const visitor = stranger();
	const form = await formFor(visitor, "Q2-02");
	expect(form.root.querySelector(".report-near")?.textContent).toContain("水塘边");
	const joined = await visitor.submit(form, "button[name=joins]");
	expect(joined.address).toMatch(/^\/report\/\w{12}\?done=sent$/);
	expect(referenceOn(joined)).not.toBe(referenceOn(first));
	expect(referenceOn(await visitor.submit(form, "button[name=joins]"))).toBe(referenceOn(joined));
	const there = await db.select().from(spots).where(eq(spots.categoryCode, "Q2-02"));
	expect(
		await db
			.select()
			.from(spotReports)
			.where(eq(spotReports.spotId, there[0]?.id ?? "")),
	).toHaveLength(2);
	expect(there).toHaveLength(1);
});

test("the same form sent twice, with another photo, is one report with one number", async () => {
	const visitor = stranger();
	const form = await formFor(visitor, "Q1-03");
	const once = await send(visitor, form);
	expect(referenceOn(await send(visitor, form))).toBe(referenceOn(once));
	expect(await db.select().from(spots).where(eq(spots.categoryCode, "Q1-03"))).toHaveLength(1);
});

const nothing = () => new File(["不是照片"], "通知.txt", { type: "text/plain" });
test.each([
	["without a photo", { photos: undefined }, "请拍一张照片", 422],
	["with a photo that is none", { photos: nothing() }, "这个文件打不开", 422],
	["with a place that names a door", { place: "3组12号门口" }, "地点只写公共的地方", 422],
	["with a place that is a story", { place: "沟".repeat(41) }, "最多 40 个字", 422],
	["with a telephone that is none", { phone: "打不通" }, "电话号码好像不对", 422],
	["with too many words", { words: "沟".repeat(201) }, "最多 200 个字", 422],
])("a report %s is refused in words, keeps what was typed, and says that photos are chosen again", async (_what, fields, told, status) => {
	const visitor = stranger();
	const form = await formFor(visitor, "Q1-04");
	const typed = { place: "桥头", words: "风一吹到处是。", phone: "13800000000", ...fields };
	const answer = await send(visitor, form, typed);
	expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(told)]);
	expect(answer.text).toContain("照片要再选一次，写的字都还在");
	for (const name of ["place", "words", "phone"] as const) {
		const field = answer.root.querySelector(`[name=${name}]`);
		expect(field?.getAttribute("value") ?? field?.textContent, name).toBe(typed[name]);
	}
	expect(await db.select().from(spots).where(eq(spots.categoryCode, "Q1-04"))).toEqual([]);
});

test("of two photos the one that is none is told, and the report stands; four are refused", async () => {
	const visitor = stranger();
	const some = await visitor.submit(await formFor(visitor, "Q3-04"), "交上去", { photos: [await photo(), nothing()] });
	expect(some.text).toContain("有照片没收下");
	const many = await Promise.all(Array.from({ length: 4 }, photo));
	const refused = await visitor.submit(await formFor(visitor, "Q3-01"), "交上去", { photos: many });
	expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("最多 3 张照片")]);
});

test("what lies in a courtyard, or in no hamlet, has no form", async () => {
	const visitor = stranger();
	expect((await formFor(visitor, "H-01")).address).toBe(`/report?hamlet=${cast.places.donggou.id}`);
	expect((await formFor(visitor, "Q2-01", "nowhere")).address).toBe("/report");
	const post = await visitor.ask(`/report/new?hamlet=${cast.places.donggou.id}&categoryCode=H-01`, {
		...{ method: "POST", headers: { origin: site().origin } },
		body: new URLSearchParams({ key: "k".repeat(26), joins: "x" }),
	});
	expect(post.status).toBe(303);
});

test("who reports too often without an account is told when to come again, and what was typed stays; others go on", async () => {
	const visitor = stranger();
	const form = await formFor(visitor, "Z2-02");
	const answers = await Promise.all(Array.from({ length: 16 }, () => visitor.submit(form, "交上去", { words: "路边有一只。" })));
	const refused = answers.filter(({ status }) => status === 429);
	expect(refused.length).toBeGreaterThan(2);
	const [page] = refused as [Seen];
	expect(page.text).toContain("反映得太多了");
	expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
	expect(page.root.querySelector("textarea[name=words]")?.textContent).toBe("路边有一只。");
	expect((await send(visitor, form)).status).toBe(429);
	expect((await send(stranger(), await formFor(stranger(), "Z2-02"))).status).toBe(200);
});

test("a number that is guessed opens nothing, and who guesses is throttled; typed in any way, the right one is found", async () => {
	const visitor = stranger();
	const sent = await send(visitor, await formFor(visitor, "T-04"));
	const reference = referenceOn(sent);
	const look = await visitor.open("/report/find");
	const page = await visitor.submit(look, "查", { reference: ` ${(reference.match(/.{4}/g) ?? []).join("-").toUpperCase()} ` });
	expect(page.address).toBe(`/report/${reference}`);
	const missed = await visitor.submit(look, "查", { reference: "0000 0000 0000" });
	expect([missed.status, missed.text]).toEqual([404, expect.stringContaining("没有找到这个编号")]);
	expect(missed.root.querySelector("[name=reference]")?.getAttribute("value")).toBe("0000 0000 0000");
	const other = stranger();
	expect((await other.open("/report/000000000000")).status).toBe(404);
	const guesses = await Promise.all(Array.from({ length: 130 }, (_, n) => other.open(`/report/00000000${1000 + n}`)));
	const throttled = guesses.filter(({ status }) => status === 429);
	expect(throttled.length).toBeGreaterThan(5);
	expect(throttled[0]?.text).toContain("查编号的次数太多了");
	expect((await other.open(`/report/${reference}`)).status).toBe(429);
	expect((await visitor.open(`/report/${reference}`)).status).toBe(200);
});

async function assignedBy(spotId: string, at: Date): Promise<void> {
	await checkSpot({ spotId, by: cast.staff.li, at });
	const order = { grade: "B", cause: "cleaning_duty", words: "拉走。", orders: 0 };
	await assignSpot({ spotId, unitId: offices.unitId, ...order, by: cast.staff.li, at });
}

test("the page tells the unit and until when, shows the fix to whoever holds the number, and takes one “it is not fixed”", async () => {
	const visitor = stranger();
	const sent = await send(visitor, await formFor(visitor, "Q1-02"), { words: "张主任家后面。" });
	const [spotId, at] = [await spotIn(sent), new Date()];
	await assignedBy(spotId, at);
	const address = `/report/${referenceOn(sent)}`;
	const given = await visitor.open(address);
	expect(given.text).toContain("青石村村委会");
	expect(given.text).toContain("0991-8812345");
	expect(given.text).toContain("最晚");
	expect(given.text).not.toContain("没有弄好");
	await saidFixed(spotId, offices.yun, minutesAfter(at, 1));
	const fixed = await visitor.open(address);
	expect(fixed.text).toContain("说是改好了，等着复核");
	const source = fixed.root.querySelector("main picture img")?.getAttribute("src") ?? "";
	expect(source).toMatch(new RegExp(`^${address}/photos/`));
	const picture = await visitor.ask(source);
	expect([picture.status, picture.headers.get("content-type"), picture.headers.get("cache-control")]).toEqual([
		200,
		"image/jpeg",
		"private, max-age=60",
	]);
	const name = source.split("/").at(-1);
	expect((await visitor.ask(`/report/000000000000/photos/${name}`)).status).toBe(404);
	expect((await visitor.ask(`/photos/${name}`)).status).toBe(404);
	const long = await visitor.submit(fixed, "没有弄好", { words: "沟".repeat(201) });
	expect([long.status, long.root.querySelector("textarea[name=words]")?.textContent]).toEqual([422, "沟".repeat(201)]);
	const contested = await visitor.submit(fixed, "没有弄好", { words: "还剩一半。" });
	expect(contested.text).toContain("责任单位要再去弄");
	expect((await visitor.submit(fixed, "没有弄好", { words: "再说一次。" })).text).toContain("正在整改");
	expect((await db.select().from(spotReports).where(eq(spotReports.spotId, spotId)))[0]?.contestWords).toBe("还剩一半。");
	expect((await visitor.ask(source)).status).toBe(404);
	await saidFixed(spotId, offices.yun, minutesAfter(at, 2));
	await confirmFix({ spotId, by: offices.gu, at: minutesAfter(at, 3) });
	const closed = await visitor.open(address);
	expect(closed.text).toContain("改好了，复核过");
	expect(closed.text).not.toContain("真的弄好了吗");
	for (const name of ["鲍", "尹", "yun", "gu", "li", cast.homes.bao.personId])
		expect(closed.root.querySelector("main")?.textContent).not.toContain(name);
});

test("whoever reported it first with an account is asked whether their household gets points, presses once, and a stranger with the number is not", async () => {
	const { reference } = await assigned(cast, offices, { report: { by: { personId: cast.homes.du.personId } } });
	const stranger = await new Stranger(site().origin).open(`/report/${reference}`);
	expect([stranger.status, stranger.text.includes("给我家记")]).toEqual([200, false]);
	const du = await villager("du");
	const page = await du.open(`/report/${reference}`);
	expect(page.text).toContain("看不到是哪一处、是谁说的");
	for (const _ of ["once", "twice"]) {
		const done = await du.submit(page, "给我家记 3 分");
		expect([done.address, done.text]).toEqual([`/report/${reference}?done=paid`, expect.stringContaining("已经给您家记了 3 分")]);
	}
	expect((await du.open("/me/points")).text).toContain("反映的问题属实");
	expect((await db.select().from(pointEntries)).map(({ householdId, points }) => [householdId, points])).toEqual([["household-du", 3]]);
});

test("a report that was the same place as another goes on with that one, for its own number", async () => {
	const [one, other] = [stranger(), stranger()];
	const kept = await send(one, await formFor(one, "Q3-05"));
	const into = await spotIn(kept);
	const sent = await send(other, await formFor(other, "Q2-03"));
	const spotId = await spotIn(sent);
	await mergeSpot({ spotId, into, by: cast.staff.li, at: new Date() });
	const page = await other.open(`/report/${referenceOn(sent)}`);
	expect(page.text).toContain("合在一起办");
	expect(page.text).toContain("收到了，等着核实");
});

test("a child's account reports nothing, and its words stay; whose session ended signs in first and finds them again", async () => {
	const du = await villager("du");
	await db.update(people).set({ isUnder14: true }).where(eq(people.id, cast.homes.du.personId));
	const refused = await send(du, await formFor(du, "Z1-05", cast.places.xipo.id), { words: "看不见路。" });
	expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("不满十四岁")]);
	expect(refused.root.querySelector("textarea[name=words]")?.textContent).toBe("看不见路。");
	const fan = await villager("fan");
	const form = await formFor(fan, "C1-02", cast.places.qiaotou.id);
	fan.cookies.set("session", "ended");
	const door = await send(fan, form, { words: "墙要倒了。" });
	expect(door.address).toMatch(/^\/sign-in\?/);
	await signIn(fan, cast.homes.fan.viewer);
	const back = await fan.open(new URLSearchParams(door.address.split("?")[1]).get("next") ?? "");
	expect(back.root.querySelector("textarea[name=words]")?.textContent).toBe("墙要倒了。");
	expect(await db.select().from(spots).where(eq(spots.categoryCode, "C1-02"))).toEqual([]);
});
