import { readdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { sessions } from "#db/schema/accounts.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { returnToHousehold } from "#domain/moderation/decide.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { env } from "#platform/env.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { RULES } from "#tests/drafts.ts";
import { photoOf } from "#tests/pictures.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { withPhoto } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});
const as = (viewer: Parameters<typeof signIn>[1]) => signIn(new Visitor(site().origin), viewer);

const SEND = { before: "button[formaction*='side=before']", after: "button[formaction*='side=after']" };

async function photo(number: number): Promise<File> {
	return new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], `IMG_${number}.jpg`, { type: "image/jpeg" });
}

test("an officer helps a household without a phone, from the search to the yes, without JavaScript; the household reads who did", async () => {
	const li = await as(cast.staff.li);
	const found = await li.open("/staff/assist?search=鲍春生");
	expect(found.text).toContain("东沟 0001 鲍春生");
	const home = await li.open(found.root.querySelector("main .ways-down a")?.getAttribute("href") ?? "");
	const begun = await li.submit(home, "开始代填");
	expect(begun.address).toMatch(/^\/staff\/assist\/\w+$/);
	expect(begun.text).toContain("还差");
	// What was typed below is kept by the button of the photos above it, also by one that had no photo to send.
	const before = await li.submit(begun, SEND.before, { before: [await photo(1)], categoryCode: "Q1-03", words: "先写着。" });
	const typed = (page: typeof begun) => [
		page.root.querySelector("textarea")?.textContent,
		page.root.querySelector("input[name=categoryCode][checked]")?.getAttribute("value"),
	];
	expect(typed(before)).toEqual(["先写着。", "Q1-03"]);
	const bare = await li.submit(before, SEND.after, { startedBy: "notice", words: "还写着。" });
	expect([bare.status, ...typed(bare)]).toEqual([422, "还写着。", "Q1-03"]);
	expect(typed(await li.open(begun.address))).toEqual(["还写着。", "Q1-03"]);
	const twoAfter = await li.submit(before, SEND.after, { after: [await photo(2), await photo(9)] });
	const after = await li.submit(twoAfter, "#after li:nth-child(2) button", { words: "去掉之前写的。", categoryCode: "S-01" });
	expect([after.address, ...typed(after)]).toEqual([begun.address, "去掉之前写的。", "S-01"]);
	expect(after.root.querySelectorAll(".thumbs img")).toHaveLength(2);
	const [picture] = after.root.querySelectorAll(".thumbs img").map((image) => image.getAttribute("src") ?? "");
	expect((await li.ask(picture ?? "")).status).toBe(200);
	const described = await li.submit(after, "记下", { categoryCode: "S-01", startedBy: "self", words: "老人家自己扫的。" });
	expect(described.text).toContain("请原样念给这户听");
	const untold = await li.submit(described, "替这户交上去", { saidBy: "鲍春生", how: "spoken" });
	expect([untold.status, untold.root.querySelector("#saidBy")?.getAttribute("value")]).toEqual([422, "鲍春生"]);
	const strange = await li.submit(untold, "替这户交上去", { saidBy: "鲍小妹", how: "spoken", consentsToDisplay: true });
	expect([strange.status, strange.text.includes("名单上没有“鲍小妹”")]).toEqual([422, true]);
	expect(strange.root.querySelectorAll("input[name=speaker]").map((one) => one.getAttribute("value"))).toEqual(["鲍春生", "unlisted"]);
	const sent = await li.submit(strange, "替这户交上去", { speaker: "unlisted" });
	expect(sent.text).toContain("交好了，排进待审核");
	expect((await li.open("/moderation")).text).not.toContain("老人家自己扫的");
	const bao = await as(cast.homes.bao.viewer);
	const me = await bao.open("/me");
	expect(me.text).toContain("李敏替您家交了“门前扫干净了”（");
	expect(me.text).toContain("李敏 代填，鲍小妹（不在这户名单上） 同意展示");
	const one = await bao.open(me.root.querySelector(".own h3 a")?.getAttribute("href") ?? "");
	expect(one.text).toContain("李敏 代办");
	const gone = await bao.submit(one, ".withdraw form");
	expect(gone.text).toContain("撤回");
});

test("a helper who answers the village with the photo that it asked about is asked first", async () => {
	const li = await as(cast.staff.li);
	const begun = await li.submit(await li.open(`/staff/assist?household=${cast.homes.bao.householdId}`), "开始代填");
	const submissionId = begun.address.slice(begun.address.lastIndexOf("/") + 1);
	const by = { ...cast.homes.bao, personId: cast.staff.li.personId };
	for (const [n, side] of (["before", "after"] as const).entries()) await withPhoto(submissionId, by, side, 300 + n);
	const told = { categoryCode: "S-01", startedBy: "self" };
	const yes = { saidBy: "鲍春生", how: "spoken" };
	const described = await li.submit(begun, "记下", told);
	expect((await li.submit(described, "替这户交上去", { ...yes, consentsToDisplay: true })).text).toContain("交好了");
	const back = { version: 1, sides: { too_dark: "before" }, note: "" } as const;
	await returnToHousehold({ ...back, reasons: ["too_dark"], submissionId, by: cast.staff.meng, at: new Date() });
	const stopped = await li.submit(await li.open(begun.address), "替这户交上去", { ...yes, consentsToDisplay: true });
	expect([stopped.status, stopped.text.includes("收拾前的照片还没换")]).toEqual([409, true]);
	expect((await li.submit(stopped, "照原样交")).text).toContain("交好了");
	const gone = await li.submit(await li.open(begun.address), ".withdraw form");
	for (const said of ["村里不再看这一组", "重新代填一组"]) expect(gone.text).toContain(said);
	expect(gone.text).not.toContain("一分钟之内");
	expect(gone.root.querySelector("#home")?.textContent).toContain("鲍春生");
	expect(gone.root.querySelector("form[action*='assist.start']")).not.toBeNull();
	expect((await (await as(cast.homes.bao.viewer)).open("/me")).text).toContain("李敏替您家撤回了“门前扫干净了”（");
});

test("what a colleague has in hand is taken over by one button, and the colleague hears of it", async () => {
	const li = await as(cast.staff.li);
	const begun = await li.submit(await li.open(`/staff/assist?household=${cast.homes.chen.householdId}`), "开始代填");
	const meng = await as(cast.staff.meng);
	const list = await meng.open("/staff/assist");
	expect(list.text).toContain("东沟 0002 陈桂兰");
	expect(list.text).toContain("李敏在办");
	const theirs = await meng.open(begun.address);
	expect([theirs.status, theirs.root.querySelector("h1")?.textContent]).toEqual([404, "这份由李敏在办"]);
	expect(theirs.root.querySelector("main a[href='/staff']")?.textContent).toContain("等着办的事");
	const way = await meng.open(theirs.root.querySelector("main a.button")?.getAttribute("href") ?? "");
	expect(way.root.querySelector("main form[method=post] button")?.textContent).toContain("我来接手");
	expect(way.root.querySelector("details summary")?.textContent).toBe("另起一份");
	const taken = await meng.submit(list, "form[action*='takeUp']");
	expect([taken.address.split("?")[0], taken.text.includes("接过来了")]).toEqual([begun.address, true]);
	expect((await li.open(begun.address)).root.querySelector("h1")?.textContent).toBe("这份已由孟和接手");
	expect((await li.open("/staff")).text).toContain("孟和接手了您代填的一组前后对比");
	expect((await (await as(cast.staff.song)).open("/staff/trail?deeds=pairs")).text).toContain("接过同事的代填");
});

test("photos sent after the session has ended do not arrive, and the officer is told so beforehand and afterwards; what had begun in time is kept", async () => {
	const li = await as(cast.staff.li);
	const begun = await li.submit(await li.open(`/staff/assist?household=${cast.homes.du.householdId}`), "开始代填");
	expect(begun.text).toContain("半小时没动要再登录一次");
	const page = await li.submit(begun, SEND.before, { before: [await photo(1)] });
	// The head of this upload arrives in time, its photo only after the session has ended.
	let finish: (rest: Uint8Array) => void = () => undefined;
	const whole = new Response(filesOf(await photo(2)));
	const bytes = new Uint8Array(await whole.arrayBuffer());
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			controller.enqueue(bytes.subarray(0, 400));
			finish = (rest) => {
				controller.enqueue(rest);
				controller.close();
			};
		},
	});
	const own = { origin: site().origin, "sec-fetch-site": "same-origin" };
	const headers = { ...own, "content-type": whole.headers.get("content-type") ?? "" };
	const upload = li.ask(`${begun.address}?side=after`, { method: "POST", body, headers, duplex: "half" } as RequestInit);
	await expect.poll(() => readdirSync(path.join(env.dataDir, "tmp"))).not.toEqual([]);
	await write((tx) => tx.delete(sessions).where(eq(sessions.personId, "person-li")));
	finish(bytes.subarray(400));
	const kept = await upload;
	expect([kept.status, kept.headers.get("location")]).toEqual([303, `${begun.address}#after`]);
	const late = await li.submit(page, SEND.before, { before: [await photo(3)] });
	expect(late.address).toMatch(/^\/staff\/sign-in/);
	expect(late.text).toContain("刚才选的照片没有收到");
	const again = await (await as(cast.staff.li)).open(begun.address);
	expect(again.root.querySelectorAll("#before .thumbs img")).toHaveLength(1);
	expect(again.root.querySelectorAll("#after .thumbs img")).toHaveLength(1);
});

function filesOf(file: File): FormData {
	const form = new FormData();
	form.append("photos", file);
	return form;
}

test("the printed form is one sheet with the household, the text to read out with its edition, lines to sign and the code of its page", async () => {
	const li = await as(cast.staff.li);
	const page = await li.open(`/staff/assist/form?household=${cast.homes.du.householdId}`);
	expect(page.root.querySelectorAll(".sheet")).toHaveLength(1);
	for (const words of ["杜长河", "0001", "分只记在您家", "家里人签字或手印", "版本 2026-12"]) expect(page.text).toContain(words);
	expect((await li.open("/staff/assist/form")).text).not.toContain("杜长河");
	expect((await li.open(`/staff/assist/form?household=${cast.homes.fan.householdId}`)).status).toBe(404);
});

test("whoever printed the household's slip may write it down, and is told that a colleague records the yes", async () => {
	await issueSlip({ householdId: cast.homes.du.householdId, by: cast.staff.wang, at: new Date() });
	const wang = await as(cast.staff.wang);
	const home = await wang.open(`/staff/assist?household=${cast.homes.du.householdId}`);
	expect(home.text).toContain("请没发过的同事来记");
	const begun = await wang.submit(home, "开始代填");
	expect(begun.text).toContain("请没发过的同事来记");
	expect((await wang.submit(begun, "删掉")).text).toContain("删掉了，照片和话都没有留");
});

test("a nomination that waits for a household leads from here to where its answer is written down", async () => {
	const { roundId } = await draftRound({ by: cast.staff.wang, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING });
	await nominate({ by: cast.staff.wang, roundId, submissionId: await pairOf(cast.homes.chen, "nominee"), words: "", at: MORNING });
	const [wang, li] = [await as(cast.staff.wang), await as(cast.staff.li)];
	const address = `/staff/assist?household=${cast.homes.chen.householdId}`;
	const way = (await wang.open(address)).root.querySelector("a[href*='nominations?answer=']")?.getAttribute("href");
	expect((await wang.open(way ?? "")).status).toBe(200);
	expect((await li.open(address)).text).toContain("请管理员或审计员上门听答复");
});

test("a common name is found below its village or hamlet", async () => {
	const li = await as(cast.staff.li);
	for (const typed of ["东沟 陈桂兰", "青石村 陈桂兰"]) {
		const found = await li.open(`/staff/assist?search=${encodeURIComponent(typed)}`);
		expect(found.root.querySelector(".ways-down")?.textContent).toContain("陈桂兰");
	}
});

test("what is not one's to help with is not there", async () => {
	const li = await as(cast.staff.li);
	const begun = await li.submit(await li.open(`/staff/assist?household=${cast.homes.chen.householdId}`), "开始代填");
	const [wang, bao] = [await as(cast.staff.wang), await as(cast.homes.bao.viewer)];
	expect((await wang.open(begun.address)).status).toBe(404);
	expect((await bao.open(begun.address)).text).not.toContain("李敏");
	expect((await li.open(`/staff/assist?household=${cast.homes.fan.householdId}`)).text).toContain("没有找到");
});
