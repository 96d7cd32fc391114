import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks } from "#domain/lookbacks/figures.ts";
import { ownLookbacks } from "#domain/lookbacks/lookbacks.ts";
import { publish } from "#domain/moderation/decide.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let [gu, mo]: Viewer[] = [];
const pairs: Record<string, string> = {};
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const now = new Date();
	gu = await hired("gu", "inspector", cast.places.shilin, cast.staff.wang, now);
	mo = await hired("mo", "moderator", cast.places.qingling, cast.staff.wang, now);
	await changeSetting({ key: "lookbackShare", value: "100", by: null, at: now });
	// So that the seed of this month was sealed in the one before.
	for (const back of [-2, -1]) await drawLookbacks(startOf(`${monthAfter(monthAt(now), back)}-01`));
	for (const [n, home] of [cast.homes.bao, cast.homes.chen, cast.homes.du].entries()) {
		const submissionId = await sentSubmission(home, { key: `pair-${n}`, number: 2 * n + 1, at: later(now, -9 * DAY_MS) });
		await publish({ submissionId, version: 1, by: cast.staff.meng, at: later(now, -8 * DAY_MS) });
		pairs[home.householdId] = submissionId;
	}
	await drawLookbacks(now);
});
const open = useBrowser();
const visit = async (viewer?: Viewer) => signIn(new Visitor(site().origin), viewer as Viewer);
/** The inspector's way to the yard of this number. */
const wayTo = async (number: string, hamlet: string) => {
	const found = (await ownLookbacks(gu as Viewer, new Date())).find((one) => one.number === number && one.hamlet === hamlet);
	return `/staff/lookbacks/${found?.lookbackId}`;
};
const photo = async (number: number) =>
	new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], "IMG.jpg", { type: "image/jpeg" });

test("without a script an inspector answers, the household reads it and appeals, somebody else answers, and the household shows it", async () => {
	const [inspector, bao, moderator] = [await visit(gu), await visit(cast.homes.bao.viewer), await visit(mo)];
	expect((await inspector.open("/staff")).text).toContain("3 个院子抽到了要回头看");
	expect((await inspector.open("/staff/lookbacks")).root.querySelectorAll(".walks a")).toHaveLength(3);
	const said = { answer: "relapsed", cause: "legacy", note: "墙根堆着碎瓦。" };
	const asked = await inspector.open(await wayTo("0001", "东沟"));
	const refused = await inspector.submit(asked, "记下", { ...said, photo: new File(["no picture"], "a.jpg", { type: "image/jpeg" }) });
	expect([refused.status, refused.root.querySelector("textarea")?.textContent]).toEqual([422, "墙根堆着碎瓦。"]);
	expect((await inspector.submit(refused, "记下", { ...said, photo: await photo(31) })).text).toContain("看过了");

	expect((await bao.open("/me")).text).toContain("回头看");
	let own = await bao.open(`/me/submissions/${pairs["household-bao"]}`);
	expect(own.text).toContain("第 7 天：又乱了，多年积下来的");
	own = await bao.submit(own, "申诉", { words: "那天刮大风，第二天就收拾了。" });
	expect(own.text).toContain("您家申诉了");
	expect((await inspector.open("/staff")).text).not.toContain("申诉等着答复");

	expect((await moderator.open("/staff")).text).toContain("1 条对回头看的申诉等着答复");
	const answered = await moderator.submit(await moderator.open("/staff/lookbacks"), "这户说得对", { words: "看了第二天的照片。" });
	expect(answered.text).toContain("答复好了。");
	own = await bao.open(own.address);
	expect(own.text).toContain("您家说得对");
	await bao.submit(own, "写在自家庭院页上");
	expect((await new Visitor(site().origin).open("/courtyards/code-bao")).text).toContain("又乱了");
	const [pictures, stranger] = [own.root.querySelectorAll("#lookbacks img"), new Visitor(site().origin)];
	expect((await stranger.ask(pictures[0]?.getAttribute("src") ?? "")).status).toBe(404);
});

test("an officer writes the appeal of a household without a phone down, which reads by whom it was said", async () => {
	const [inspector, helper] = [await visit(gu), await visit(cast.staff.li)];
	const asked = await inspector.open(await wayTo("0002", "东沟"));
	await inspector.submit(asked, "记下", { answer: "partly", cause: "cleaning_duty", note: "", photo: await photo(33) });
	const way = "/staff/assist?household=household-chen";
	const said = { words: "那是邻居临时放的。", saidBy: "陈桂英" };
	const unknown = await helper.submit(await helper.open(way), "替这户申诉", said);
	expect([unknown.status, unknown.text.includes("陈桂兰")]).toEqual([422, true]);
	const written = await helper.submit(unknown, "替这户申诉", { ...said, saidBy: "陈桂兰" });
	expect([written.text.includes("申诉写下了"), written.root.querySelector("#lookbacks")]).toEqual([true, null]);
	const chen = await visit(cast.homes.chen.viewer);
	expect((await chen.open(`/me/submissions/${pairs["household-chen"]}`)).text).toContain("陈桂兰说的，村里替您家写下。");
});

test("with a camera the shown picture lies over the viewfinder, and what is shot there is the answer's picture", async () => {
	const page = await open({ site: site(), width: 360, viewer: gu as Viewer });
	await page.goto(site().origin + (await wayTo("0001", "西坡")));
	await page.getByRole("button", { name: "对着原来的样子拍" }).click();
	const ghost = page.locator(".overlay-now img");
	await ghost.waitFor();
	expect(await ghost.evaluate((image: HTMLImageElement) => [getComputedStyle(image).opacity, image.naturalWidth > 0])).toEqual([
		"0.5",
		true,
	]);
	expect(await page.locator(".overlay-now video").evaluate((video: HTMLVideoElement) => video.videoWidth > 0)).toBe(true);
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "拍下来" }).click();
	await page.locator(".overlay-now canvas").waitFor();
	expect(await page.locator("input[name=photo]").evaluate((input: HTMLInputElement) => input.files?.[0]?.name)).toBe("now.jpg");
	await page.getByText("还干净").click();
	await page.getByRole("button", { name: "记下" }).click();
	await page.waitForURL(/done=saved/);
});

test("the pages of look backs fit a phone and have no fault that axe finds", async () => {
	await countLookbacks(new Date());
	const pages = [
		[undefined, "/lookbacks"],
		[cast.homes.bao.viewer, `/me/submissions/${pairs["household-bao"]}`],
		[gu, "/staff/lookbacks"],
		[gu, await wayTo("0001", "东沟")],
		[cast.staff.wang, "/staff/inspections"],
		[cast.staff.wang, "/staff/lookbacks"],
	] as const;
	for (const [viewer, address] of pages) {
		const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer }) });
		await page.goto(site().origin + address);
		expect(await faultsInHand(page), address).toEqual([]);
	}
});
