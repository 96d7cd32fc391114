import { expect, test } from "vitest";
import { tendExposures } from "#domain/exposure/leave.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { confirmFix } from "#domain/spots/confirm-spot.ts";
import { appealOrder, explain } from "#domain/spots/work.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { daysAgo, orderedAt, policyFor, proposedCard, shownCard } from "#tests/exposure.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { type Offices, saidFixed, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await policyFor(cast, offices, daysAgo(90));
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: MORNING });
});
const stranger = () => new Visitor(site().origin);

/** Made anew: the commands of a test run beside the site, whose kept pages do not hear of them. */
const list = () => stranger().open("/exposure?anew=1");

/** Ordered long ago, and late; shown since some days. */
async function card(place: string, days = 1) {
	const { spotId } = await orderedAt(cast, offices, daysAgo(days + 20), place);
	return { spotId, exposureId: await shownCard(cast, spotId, daysAgo(days)) };
}

test("with nothing to show, the page says so kindly, and is no page for search engines", async () => {
	const page = await stranger().open("/exposure");
	expect(page.status).toBe(200);
	expect(page.text).toContain("现在没有要公开的地方");
	expect(page.root.querySelector('meta[name="robots"]')?.getAttribute("content")).toBe("noindex");
	const policy = await stranger().submit(page, "看这些", { village: cast.places.qingshi.id });
	expect(policy.text).toContain("这个村现在没有要公开的地方");
});

test("a card tells the place, its kind, who puts it right until when and their own words; corrected, both pictures stand at one size, and only the one of after is passed on", async () => {
	const { spotId, exposureId } = await card("老井旁边");
	await explain({ spotId, words: "车坏了，修好就来。", by: offices.yun, at: new Date() });
	const page = await list();
	for (const said of ["老井旁边", "青石村", "东沟", "青石村村委会", "0991-8812345", "车坏了，修好就来。", "还没改好", "再过 29 天撤下"])
		expect(page.text, said).toContain(said);
	const alone = await stranger().open(`/exposure/${exposureId}`);
	expect(alone.root.querySelector('meta[property="og:image"]')).toBeNull();
	expect(alone.root.querySelectorAll(".exposed .print")).toHaveLength(1);
	await saidFixed(spotId, offices.yun, new Date());
	await confirmFix({ isClear: true, spotId, by: offices.gu, at: new Date() });
	await tendExposures(new Date(), spotId);
	const corrected = await stranger().open(`/exposure/${exposureId}?anew=1`);
	expect(corrected.text).toContain("已整改");
	expect(corrected.text).toContain("再过 7 天撤下");
	const [before, after] = corrected.root.querySelectorAll(".exposed .print img").map((img) => img.getAttribute("src"));
	const shared = corrected.root.querySelector('meta[property="og:image"]')?.getAttribute("content") ?? "";
	const sources = corrected.root.querySelectorAll(".exposed .print")[1]?.innerHTML ?? "";
	expect(sources).toContain(new URL(shared).pathname);
	expect(before).not.toBe(after);
});

test("涉及我, without an account and in one press: hidden everywhere at once; looked into and kept, the next press takes words; removed, a correction stands there", async () => {
	const { spotId, exposureId } = await card("水塘边");
	const visitor = stranger();
	const page = await visitor.open(`/exposure/${exposureId}`);
	const picture = page.root.querySelector(".exposed img")?.getAttribute("src") ?? "";
	expect((await stranger().ask(picture)).status).toBe(200);
	expect((await stranger().open("/en/exposure")).text).toContain("水塘边");
	const done = await visitor.submit(page, "涉及我，撤下");
	expect(done.text).toContain("已经撤下了");
	// The same form again, as a second tap or a page that was left open sends it.
	expect((await visitor.submit(page, "涉及我，撤下")).text).toContain("已经撤下了");
	expect((await stranger().open("/en/exposure")).text).not.toContain("水塘边");
	expect((await stranger().open(`/exposure/${exposureId}`)).status).toBe(404);
	expect((await stranger().ask(picture)).status).toBe(404);

	const meng = await signIn(stranger(), cast.staff.meng);
	expect((await meng.open("/staff/exposure")).text).toContain("还剩 24 小时");
	const review = await meng.open(`/staff/exposure/${spotId}`);
	const empty = await meng.submit(review, "就这样定", { outcome: "kept", words: "" });
	expect([empty.status, empty.text.includes("2 到 200 个字")]).toEqual([422, true]);
	const kept = await meng.submit(review, "就这样定", { outcome: "kept", words: "照片里没有人。" });
	expect(kept.text).toContain("又公开了");
	expect((await meng.submit(review, "就这样定", { outcome: "kept", words: "照片里没有人。" })).status).toBe(200);

	const again = await visitor.open(`/exposure/${exposureId}`);
	expect(again.text).toContain("请写明哪里涉及您");
	const bare = await visitor.submit(again, "涉及我，撤下", { words: "我" });
	expect([bare.status, bare.text.includes("至少 5 个字")]).toEqual([422, true]);
	await visitor.submit(again, "涉及我，撤下", { words: "后面那扇门是我家的。" });
	const second = await meng.open(`/staff/exposure/${spotId}`);
	expect(second.text).toContain("后面那扇门是我家的。");
	await meng.submit(second, "就这样定", { outcome: "removed", words: "看得出是谁家的门。" });
	const public_ = await stranger().open("/en/exposure");
	expect(public_.root.querySelector(".is-correction")?.textContent).toContain("水塘边");
	expect(public_.text).not.toContain("后面那扇门");
	expect((await visitor.submit(again, "涉及我，撤下", { words: "再按一次试试看。" })).status).toBe(404);
});

test("an editor proposes, somebody of another office signs, and it is public; the proposer's own office and its unit are not asked", async () => {
	const { spotId } = await orderedAt(cast, offices, daysAgo(20), "小学墙外");
	const li = await signIn(stranger(), cast.staff.li);
	const desk = await li.open("/staff/exposure");
	expect(desk.text).toContain("小学墙外");
	const form = await li.open(`/staff/exposure/${spotId}`);
	const refused = await li.submit(form, "提出，等另一个单位签字", { why: "脏" });
	expect([refused.status, refused.root.querySelector("textarea[name=why]")?.textContent]).toEqual([422, "脏"]);
	const why = "学生天天从这里过。";
	const proposed = await li.submit(form, "提出，等另一个单位签字", { why });
	expect(proposed.text).toContain("等另一个单位的人签字");
	expect((await li.submit(form, "提出，等另一个单位签字", { why })).status).toBe(200);
	expect((await stranger().open("/exposure")).text).not.toContain("小学墙外");
	const yun = await signIn(stranger(), offices.yun);
	const own = await yun.open(`/staff/exposure/${spotId}`);
	expect(own.text).toContain("归您所在的单位管");
	expect(own.root.querySelectorAll("form[action*='approvals']")).toHaveLength(0);
	const wang = await signIn(stranger(), cast.staff.wang);
	const notice = (await wang.open("/staff")).root
		.querySelectorAll("a")
		.find((link) => link.getAttribute("href") === `/staff/exposure/${spotId}`);
	expect(notice).toBeDefined();
	const waiting = await wang.open(`/staff/exposure/${spotId}`);
	expect(waiting.text).toContain(why);
	const signed = await wang.submit(waiting, "签字：公开");
	expect(signed.text).toContain("已经公开");
	const page = await stranger().open("/exposure");
	expect(page.text).toContain("小学墙外");
	expect(page.text).not.toContain(why);
	expect((await wang.submit(waiting, "签字：公开")).status).toBe(409);
});

test("a publicist sees the picture that they propose; the village's own admin neither sees it nor signs", async () => {
	const { spotId } = await orderedAt(cast, offices, daysAgo(20), "晒场边");
	const { qingshi } = cast.places;
	const publicist = await signIn(stranger(), await hired("pan", "publicist", qingshi, offices.tao));
	const form = await publicist.open(`/staff/exposure/${spotId}`);
	const picture = form.root.querySelector("figure img")?.getAttribute("src") ?? "";
	expect((await publicist.ask(picture)).status).toBe(200);
	expect((await stranger().ask(picture)).status).toBe(404);
	const redact = form.root.querySelector("figcaption a")?.getAttribute("href") ?? "";
	expect((await publicist.open(redact)).html).toContain(picture);
	await publicist.submit(form, "提出，等另一个单位签字", { why: "晒粮食的地方，天天有人过。" });
	const admin = await signIn(stranger(), await hired("ru", "village_admin", qingshi, cast.staff.wang));
	const seen = await admin.open(`/staff/exposure/${spotId}`);
	expect(seen.status).toBe(200);
	expect(seen.html).not.toContain(picture);
	expect(seen.root.querySelectorAll("form[action*='approvals']")).toHaveLength(0);
	expect((await admin.ask(picture)).status).toBe(404);
});

test("one who refuses keeps it private, and the proposer is told so", async () => {
	const { spotId } = await orderedAt(cast, offices, daysAgo(20), "粮站后面");
	await proposedCard(cast, spotId, new Date());
	const wang = await signIn(stranger(), cast.staff.wang);
	const waiting = await wang.open(`/staff/exposure/${spotId}`);
	const done = await wang.submit(waiting, "不同意", { why: "照片里看得出是谁家。" });
	expect(done.text).toContain("不公开");
	const li = await signIn(stranger(), cast.staff.li);
	const told = await li.open(`/staff/exposure/${spotId}`);
	expect(told.text).toContain("您提过，没有通过");
	expect(told.text).toContain("照片里看得出是谁家。");
	expect((await list()).text).not.toContain("粮站后面");
});

test("an appeal removes it at once, and those at work see that it is only hidden", async () => {
	const { spotId, exposureId } = await card("岔路口");
	expect((await list()).text).toContain("岔路口");
	await appealOrder({ spotId, words: "这里归公路局管。", by: offices.yun, at: new Date() });
	expect((await list()).text).not.toContain("岔路口");
	expect((await stranger().open(`/exposure/${exposureId}`)).status).toBe(404);
	const meng = await signIn(stranger(), cast.staff.meng);
	expect((await meng.open(`/staff/exposure/${spotId}`)).text).toContain("暂时撤下");
});

test("a kept page does not outlive its first card: from the last moment on nobody finds it, and no job has to run", async () => {
	// In large letters, so that no other test had them kept.
	const large = { cookie: "care=1" };
	const open = (addresses: string[]) => Promise.all(addresses.map((address) => stranger().open(address, large)));
	// A page that is made in the last two seconds is not kept: if the machine is too busy for that, the next card has twice as long.
	for (let seconds = 3; ; seconds *= 2) {
		const place = `旧戏台第${seconds}级`;
		const { spotId } = await orderedAt(cast, offices, daysAgo(60), place);
		const leavesAt = new Date(Date.now() + seconds * 1000);
		const exposureId = await shownCard(cast, spotId, minutesAfter(leavesAt, -30 * 24 * 60));
		const addresses = ["/exposure", `/exposure?village=${cast.places.qingshi.id}`, `/exposure/${exposureId}`];
		const isLate = () => Date.now() > leavesAt.getTime() - 2000;
		if (isLate()) continue;
		const pages = await open(addresses);
		if (isLate()) continue;
		for (const page of pages) expect([page.text.includes(place), page.headers.has("etag")]).toEqual([true, true]);
		await expect.poll(() => Date.now()).toBeGreaterThanOrEqual(leavesAt.getTime());
		for (const page of await open(addresses)) expect(page.text).not.toContain(place);
		return;
	}
});

test("an admin records what the assembly adopted, once however often it is sent; it stands on the public page of the policy; ended, nothing is shown", async () => {
	const { exposureId } = await card("渡口");
	const tao = await signIn(stranger(), offices.tao);
	const address = `/admin/regions?place=${cast.places.baiyang.id}`;
	const place = await tao.open(address);
	expect((await tao.submit(place, "登记", { documentNumber: "3", adoptedOn: "2026-01-05" })).status).toBe(422);
	expect((await tao.submit(place, "登记", { documentNumber: "白杨村民会〔2026〕1号", adoptedOn: "2126-01-05" })).status).toBe(422);
	for (const _ of [1, 2])
		expect((await tao.submit(place, "登记", { documentNumber: "白杨村民会〔2026〕1号", adoptedOn: "2026-01-05" })).text).toContain(
			"登记好了",
		);
	const policy = await stranger().open("/exposure/policy");
	expect(policy.text.match(/白杨村民会〔2026〕1号/g)).toHaveLength(1);
	expect(policy.text).toContain("2026年1月5日通过");
	expect((await stranger().open(`/exposure/${exposureId}`)).status).toBe(200);
	const own = await tao.open(`/admin/regions?place=${cast.places.qingshi.id}`);
	expect((await tao.submit(own, "不再用了")).text).toContain("都撤下了");
	expect((await stranger().open(`/exposure/${exposureId}`)).status).toBe(404);
	expect((await stranger().open("/exposure/policy")).text).not.toContain("青石村民会");
});

test("whoever presses 涉及我 on everything is slowed down, and hears when to come back", async () => {
	const visitor = stranger();
	const body = () => new URLSearchParams({ exposureId: "nothing", words: "" });
	const answers = [];
	for (let n = 0; n < 11; n += 1) answers.push(await visitor.post("/exposure?_action=exposure.takeDown", body()));
	const last = answers.at(-1);
	expect(last?.status).toBe(429);
	expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
	expect(last?.text).toContain("分钟后再试");
});
