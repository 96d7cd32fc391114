import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { draftEdition } from "#domain/boards/draft-edition.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { reboard } from "#domain/boards/reboard.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt, monthAt, startOf } from "#domain/calendar/rules.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { CLEAR, EARLIER, twelveVillages, walked } from "#tests/boards.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pan: Viewer;
let yun: Viewer;
let first: string;
const month = (ago: number) => monthAfter(monthAt(new Date()), -ago);
const REASON = "条条巷子天天有人扫，沟里看得见底。";
const WHY = "四个月的走访都做完了，没有缺的。";

const site = useSite(async () => {
	cast = await inviteCast();
	const villages = await twelveVillages(cast);
	pan = await hired("pan", "publicist", cast.places.qingling, cast.staff.wang);
	yun = await hired("yun", "village_admin", cast.places.qingshi, cast.staff.wang);
	await walked(month(8), month(5), EARLIER, villages);
	await walked(month(4), month(1), CLEAR, villages);
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: MORNING });
	// The hamlets, months ago: 3号村's had far more faults than the others.
	const at = startOf(`${month(3)}-03`);
	first = (
		await draftEdition({
			regionId: cast.places.qingling.id,
			level: "hamlet",
			fromMonth: month(8),
			untilMonth: month(5),
			label: "待提升榜",
			by: pan,
			at,
		})
	).editionId;
	const { approvalId } = await proposeEdition({ editionId: first, why: WHY, by: pan, at });
	await sign({ approvalId, by: cast.staff.song, at }, { board: BOARD_APPROVAL });
});
const stranger = () => new Visitor(site().origin);
const ofStaff = (viewer: Viewer) => signIn(stranger(), viewer);
const idIn = ({ address }: { address: string }) => /boards\/(\w+)/.exec(address)?.[1] ?? "";
let second = "";

test("a publicist drafts an edition, says why, proposes; an auditor signs, and only then it is public", async () => {
	const editor = await ofStaff(pan);
	const desk = await editor.open("/staff/boards");
	const wrong = await editor.submit(desk, "做草稿", { fromMonth: month(4), untilMonth: month(0) });
	expect([wrong.status, wrong.text.includes("还没过完"), wrong.root.querySelector("input[name=fromMonth]")?.getAttribute("value")]).toEqual(
		[422, true, month(4)],
	);
	const draft = await editor.submit(desk, "做草稿", { level: "village", fromMonth: month(4), untilMonth: month(1) });
	second = idIn(draft);
	for (const said of ["草稿做好了", "青石村", "白杨村好在哪里", "看了 40 处，30 处有毛病"]) expect(draft.text).toContain(said);
	expect((await stranger().open(`/boards/${second}`)).status).toBe(404);
	expect((await stranger().open("/boards")).text).not.toContain("各村");
	const early = await editor.submit(draft, "提出，等另一个人签字", { why: WHY });
	expect([early.status, early.text.includes("还差：白杨村"), early.root.querySelector("textarea[name=why]")?.textContent]).toEqual([
		409,
		true,
		WHY,
	]);
	const worded = await editor.submit(draft, "记下这句", { words: REASON });
	const proposed = await editor.submit(worded, "提出，等另一个人签字", { why: WHY });
	expect(proposed.text).toContain("提出了，等另一个人签字");
	expect(proposed.root.querySelectorAll("form[action*='approvals']")).toHaveLength(0);
	expect((await stranger().open(`/boards/${second}`)).status).toBe(404);

	const auditor = await ofStaff(cast.staff.song);
	expect((await auditor.open("/staff")).text).toContain("公布一期榜：等着第二个人签字");
	const signed = await auditor.submit(await auditor.open(`/staff/boards/${second}`), "签字：公布这一期");
	expect(signed.text).toContain("签好了，已经公布");

	expect((await stranger().open(`/boards/${second}`)).status).toBe(200);
});

test("everybody reads whom it names and why, how far each place stands out, and loads the file; no person is in it", async () => {
	const page = await stranger().open(`/boards/${second}`);
	for (const said of [
		"红榜",
		REASON,
		"3号村",
		"上一段：看了 40 处，26 处有毛病",
		// The district's own word, kept from its last edition.
		"待提升榜",
		"青石村",
		"帮扶还在安排",
		"漏斗图",
		"前谁家都可以问",
	])
		expect(page.text, said).toContain(said);
	expect(page.root.querySelectorAll("tbody tr")).toHaveLength(12);
	expect(page.text).not.toMatch(/潘|宋平|鲍春生|走访的人/);
	expect((await stranger().open("/boards")).text).toContain("红榜 1 个，进步榜 1 个，待提升榜 1 个");
	const english = await stranger().open(`/en/boards/${second}`);
	expect(english.text).toContain("Surely fewer faults than the rest");
	const file = await stranger().ask(`/boards/${second}/file.json`);
	expect(reboard(await file.text())).toMatchObject({ faults: [] });
	expect((await stranger().open(`/boards/${second}/sheet`)).text).toContain("贴在公开栏里");
});

test("a household asks once, an admin who did not sign answers, and question and answer stand there without names", async () => {
	const chen = await signIn(stranger(), cast.homes.chen.viewer);
	const form = await chen.open(`/boards/${second}/objections`);
	const asked = await chen.submit(form, "交给村里查", { words: "七月那次是邻村倒在我们这边的。" });
	expect(asked.text).toContain("交上去了");
	expect((await chen.submit(form, "交给村里查", { words: "另外再问一件事情。" })).status).toBe(409);
	expect((await stranger().open(`/boards/${second}/objections`)).text).not.toContain("七月那次");
	const auditor = await ofStaff(cast.staff.song);
	expect((await auditor.open(`/staff/boards/${second}/objections`)).root.querySelectorAll("form[action*='objections']")).toHaveLength(0);
	const admin = await ofStaff(cast.staff.wang);
	expect((await admin.open("/staff")).text).toContain("第 1 条异议等着答复");
	const answered = await admin.submit(await admin.open(`/staff/boards/${second}/objections`), "答复并公开", {
		answer: "查了走访的记录和照片，是本村的。",
		verdict: "not_upheld",
	});
	expect(answered.text).toContain("已经答复并公开");
	const seen = await stranger().open(`/boards/${second}/objections`);
	expect(seen.text).toContain("七月那次是邻村倒在我们这边的。");
	expect(seen.text).toContain("查了走访的记录和照片，是本村的。");
	expect(seen.text).not.toMatch(/陈桂兰|王立新/);
});

test("help is written down by the district, not by the village itself, and everybody reads it; talks are for the district alone", async () => {
	const village = await ofStaff(yun);
	expect((await village.open("/staff")).text).toContain("青石村要人帮一把");
	const own = await village.open(`/staff/boards/${second}`);
	expect(own.text).toContain("由镇、区派人帮");
	expect(own.text).not.toContain("约谈");
	expect((await village.open(`/staff/boards/${second}/objections`)).status).toBe(404);
	const admin = await ofStaff(cast.staff.wang);
	expect((await admin.open("/staff/boards")).text).toContain("青石村");
	const page = await admin.open(`/staff/boards/${second}`);
	expect(page.text).toContain("约谈");
	const wrong = await admin.submit(page, "记下来", { kind: "crew", helperId: cast.places.shilin.id, doneOn: "" });
	expect([wrong.status, wrong.text.includes("请填哪一天")]).toEqual([422, true]);
	const helped = await admin.submit(page, "记下来", { kind: "partner", helperId: cast.places.baiyang.id, doneOn: dayAt(new Date()) });
	expect(helped.text).toContain("帮扶记下了");
	expect((await stranger().open(`/boards/${second}`)).text).toContain("结对的村来帮忙（白杨村）");
	// Help on the day itself is not yet an answer to having been named; that of the next days is.
	expect((await village.open("/staff")).text).toContain("青石村要人帮一把");
	expect((await admin.open("/staff")).text).toContain("3号村 3组要人帮一把");
	const older = await admin.submit(await admin.open(`/staff/boards/${first}`), "记下来", {
		...{ kind: "crew", helperId: cast.places.shilin.id, doneOn: dayAt(new Date()) },
	});
	expect(older.text).toContain("来了保洁队伍（柿林镇）");
	for (const page of ["/staff", "/staff/boards"]) expect((await admin.open(page)).text).not.toContain("3号村 3组");
});

test("when the days of notice are over, it is settled; one that was wrong is withdrawn with its lists and its file", async () => {
	const editor = await ofStaff(pan);
	expect((await editor.open("/staff")).text).toContain("的榜公示期满");
	const settled = await editor.submit(await editor.open(`/staff/boards/${first}`), "定下来");
	expect(settled.text).toContain("定下来了");
	expect((await editor.open("/staff")).text).not.toContain("的榜公示期满");
	expect((await stranger().open(`/boards/${first}`)).text).toContain("这一期定了");
	const du = await signIn(stranger(), cast.homes.du.viewer);
	await du.submit(await du.open(`/boards/${second}/objections`), "交给村里查", { words: "名次里少算了两次走访。" });
	const admin = await ofStaff(cast.staff.wang);
	const answered = await admin.submit(await admin.open(`/staff/boards/${second}/objections`), "答复并公开", {
		answer: "是少算了，撤回重做。",
		verdict: "upheld",
	});
	expect(answered.text).toContain("已经答复并公开");
	const page = await stranger().open(`/boards/${second}`);
	expect(page.text).toContain("这一期撤回了");
	expect(page.text).not.toContain("青石村");
	expect((await stranger().open(`/boards/${second}/sheet`)).status).toBe(404);
	expect((await stranger().ask(`/boards/${second}/file.json`)).status).toBe(404);
});

test("who has no office there sees no draft and is refused every form", async () => {
	const editor = await ofStaff(pan);
	const draft = await editor.submit(await editor.open("/staff/boards"), "做草稿", {
		level: "village",
		fromMonth: month(4),
		untilMonth: month(1),
	});
	const at = `/staff/boards/${idIn(draft)}`;
	for (const viewer of [yun, cast.staff.meng]) expect([404, 403]).toContain((await (await ofStaff(viewer)).open(at)).status);
	expect((await stranger().open(at)).address).toContain("/staff/sign-in");
	const dropped = await editor.submit(draft, "不要这份草稿");
	expect(dropped.text).toContain("草稿不要了");
});
