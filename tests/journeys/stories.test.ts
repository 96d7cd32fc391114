import type { HTMLElement } from "node-html-parser";
import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
import { HOSTILE_TEXTS } from "#tests/hostile-texts.ts";
import { photoOf } from "#tests/pictures.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { HEADINGS, type StoryOffices, storyOffices } from "#tests/stories.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	await pairOf(cast.homes.chen, "pair-chen", { at: daysAgo(2) });
});
const stranger = () => new Visitor(site().origin);
const as = (viewer: Viewer) => signIn(stranger(), viewer);
const idIn = (address: string) => /\/staff\/stories\/([^?#/]+)/.exec(address)?.[1] ?? "";

let storyId = "";

test("without a script a writer begins from what the desk found, adds and moves parts, and nothing typed is lost", async () => {
	const writer = await as(offices.pan);
	const desk = await writer.open("/staff/stories");
	expect(desk.text).toContain("东沟的第一对前后对比");
	let page = await writer.submit(desk, "写这个");
	storyId = idIn(page.address);
	const shown = await writer.submit(await writer.open("/staff/shown"), "写成典型案例");
	expect(idIn(shown.address)).toBe(storyId);
	const begun = await writer.open(`/staff/stories?place=${cast.places.qingshi.id}`);
	expect(begun.root.querySelector("#begin[open] option[selected]")?.getAttribute("value")).toBe(cast.places.qingshi.id);
	expect(page.text).toContain("开了头，写吧");
	const ids = () => (page.root.querySelector("input[name=blocks]")?.getAttribute("value") ?? "").split(",");
	const [heading = "", paragraph = "", quote = ""] = ids();
	expect(page.root.querySelector(`textarea[name=text-${quote}]`)?.textContent).toContain("柴火码齐了");
	page = await writer.submit(page, "一个链接", { [`text-${paragraph}`]: "门口的柴火堆了**三年**。" });
	const link = ids().at(-1) ?? "";
	expect(page.root.querySelector(`textarea[name=text-${paragraph}]`)?.textContent).toContain("**三年**");
	const looked = await writer.submit(page, "看看样子", { title: "陈" });
	expect(looked.html).toContain("<b>三年</b>");
	expect(looked.text).toContain("标题要写 2 到 64 个字");
	page = await writer.submit(page, "拿掉");
	expect(ids()).not.toContain(heading);
	const found = await writer.open(`/staff/stories/${storyId}?search=鲍春生`);
	const told = await writer.submit(found, "加上这一户");
	expect(told.text).toMatch(/鲍春生.*加上的.*还没有同意/);
	expect((await writer.submit(told, "没有写到，拿掉")).text).not.toContain("鲍春生");
	const filled = {
		title: "陈家的柴火码齐了",
		summary: "一天工夫",
		[`more-${quote}`]: "东沟的一位大娘",
		[`text-${link}`]: "怎么拍",
		[`more-${link}`]: "javascript:alert(1)",
	};
	const refused = await writer.submit(page, "存成一版", filled);
	expect([refused.status, refused.text.includes("请写网址")]).toEqual([422, true]);
	expect(refused.root.querySelector("input[name=title]")?.getAttribute("value")).toBe("陈家的柴火码齐了");
	page = await writer.submit(refused, "送审", { [`more-${link}`]: "/how", howTo: "先分干湿\n再沿墙码", cost: "没有花钱" });
	expect(page.text).toContain("送审了");
	expect(page.text).toContain("初审可以请");
	expect((await writer.open(`/staff/stories/${storyId}/preview`)).html).toContain("<b>三年</b>");
});

test("three people pass it; with the household's consent it is published, and a reader starts from it", async () => {
	const [li, qiao, tang] = [await as(offices.li), await as(offices.qiao), await as(offices.tang)];
	const address = `/staff/stories/${storyId}`;
	let page = await li.open(address);
	page = await li.submit(page, "记下", { passage: "三年", words: "问问是不是三年" });
	expect(page.text).toContain("问问是不是三年");
	expect((await li.submit(page, "通过")).text).toContain("审过了");
	expect((await li.open(address)).text).not.toContain("现在是");
	for (const reader of [qiao, tang]) expect((await reader.submit(await reader.open(address), "通过")).text).toContain("审过了");
	const pan = await as(offices.pan);
	const early = await pan.submit(await pan.open(address), "现在就发布");
	expect([early.status, early.text.includes("还缺同意")]).toEqual([409, true]);
	await giveConsents({ agreed: [`story:${storyId}@1/site`], textEdition: "1", by: cast.homes.chen, at: new Date() });
	expect((await stranger().open(`/stories/${storyId}`)).status).toBe(404);
	expect((await pan.submit(await pan.open(address), "现在就发布")).text).toContain("发布了");
	const told = await stranger().open(`/stories/${storyId}`);
	for (const words of ["陈家的柴火码齐了", "东沟的一位大娘", "先分干湿", "没有花钱"]) expect(told.text).toContain(words);
	expect(told.html).toContain('property="og:image"');
	for (const list of ["/stories", "/", `/villages/${cast.places.qingshi.id}`])
		expect((await stranger().open(list)).html).toContain(`/stories/${storyId}`);
	const start = told.root.querySelector(".story-start a")?.getAttribute("href");
	expect(start).toBe(`/submit?new&story=${storyId}`);
	const villager = await as(cast.homes.du.viewer);
	expect((await villager.open(start ?? "")).html).toContain(`story=${storyId}`);
	expect((await pan.open("/staff/stories/featured")).text).toContain("没有人选，按规则放最新的");
});

test("the household takes its pair back: nobody finds the story, in kept pages either, and its writer reads why", async () => {
	const home = await as(cast.homes.chen.viewer);
	await home.submit(await home.open("/me/submissions/pair-chen"), ".withdraw form");
	expect((await stranger().open(`/stories/${storyId}`)).status).toBe(404);
	for (const list of ["/stories", "/", `/villages/${cast.places.qingshi.id}`])
		expect((await stranger().open(list)).html).not.toContain(storyId);
	const pan = await as(offices.pan);
	const page = await pan.open(`/staff/stories/${storyId}`);
	expect(page.text).toContain("有一家收回了展示");
	expect(page.root.querySelector("#story-form .wrong")?.text).toContain("已经收回");
});

test("a pair taken back while its story is written for the first time: its writer reads where it stood, and all that was typed is there", async () => {
	await pairOf(cast.homes.du, "pair-du", { at: daysAgo(1) });
	const [writer, late, home] = [await as(offices.pan), await as(offices.qiao), await as(cast.homes.du.viewer)];
	const found = await late.open("/staff/stories");
	const { storyId: own } = await beginStory({ fromId: "pair-du", headings: HEADINGS, by: offices.pan, at: new Date() });
	const address = `/staff/stories/${own}`;
	let page = await writer.open(address);
	const [, paragraph = "", quote = ""] = (page.root.querySelector("input[name=blocks]")?.getAttribute("value") ?? "").split(",");
	const typed = {
		title: "杜家的院子",
		summary: "写了一个下午",
		[`text-${paragraph}`]: "院子里堆了三年。",
		[`more-${quote}`]: "杜家大爷",
		howTo: "先分干湿",
	};
	page = await writer.submit(page, "一对前后对比", typed);
	const pair = (page.root.querySelector("input[name=blocks]")?.getAttribute("value") ?? "").split(",").at(-1) ?? "";
	const shown = { [`more-${pair}`]: "pair-du", [`text-${pair}`]: "一前一后" };
	await home.submit(await home.open("/me/submissions/pair-du"), ".withdraw form");
	const isTyped = ({ root }: Seen) =>
		Object.entries({ ...typed, [`text-${pair}`]: "一前一后" }).filter(
			([name, words]) => !root.querySelectorAll(`[name="${name}"]`).some((one) => (one.getAttribute("value") ?? one.textContent) === words),
		);
	for (const button of ["存成一版", "送审"]) {
		const refused = await writer.submit(page, button, shown);
		expect([refused.status, isTyped(refused)]).toEqual([409, []]);
		expect(refused.root.querySelector("#problem")?.textContent).toContain("现在大家看不到了");
		expect(refused.root.querySelectorAll("#story-form .wrong").map(({ textContent }) => /收回/.test(textContent))).toEqual([true, true]);
	}
	page = await writer.open(address);
	expect([page.status, isTyped(page)]).toEqual([200, []]);
	const lacking = (await writer.open(`${address}/preview`)).root
		.querySelectorAll("[data-lacking] a")
		.map((link) => link.getAttribute("href"));
	expect(lacking).toEqual(expect.arrayContaining([`${address}#leadId`, `${address}#block-${pair}`]));
	const begun = await late.submit(found, `form:has([value="pair-du"]) button`);
	expect([begun.status, begun.text.includes("可能已经收回")]).toEqual([404, true]);
	const mended = await writer.submit(await writer.submit(page, `button[value="out:${pair}"]`), "存成一版", {});
	expect(mended.text).toContain("存成了");
});

test("a writer adds a picture that the office took: a broken file keeps the words, and the text may choose what came", async () => {
	const writer = await as(offices.pan);
	const picture = new File([new Uint8Array(await photoOf(7, { width: 640, height: 480 }))], "水塘.jpg");
	const broken = { words: "村口的水塘", takenBy: "潘同事", photo: new File(["x"], "a.jpg") };
	const unread = await writer.submit(await writer.open(`/staff/stories/${storyId}/photos`), "传上去", broken);
	expect([unread.status, unread.root.querySelector("input[name=words]")?.getAttribute("value")]).toEqual([422, "村口的水塘"]);
	const added = await writer.submit(unread, "传上去", { photo: picture });
	expect(added.text).toMatch(/照片传好了.*村口的水塘.*摄影 潘同事/);
	expect((await writer.open(`/staff/stories/${storyId}`)).text).toContain("自己拍的：村口的水塘");
	expect((await writer.submit(added, "删掉这一张 村口的水塘")).text).toContain("还没有传照片");
});

test("whatever is typed into any field is shown as it was typed, and becomes nothing else", async () => {
	const writer = await as(offices.pan);
	let page = await writer.open(`/staff/stories/${storyId}`);
	const fields = page.root
		.querySelectorAll("#story-form textarea, #story-form input:not([type=hidden])")
		.flatMap((one) => one.getAttribute("name") ?? []);
	const typed = Object.fromEntries(fields.map((name, n) => [name, HOSTILE_TEXTS[n % HOSTILE_TEXTS.length] ?? ""]));
	page = await writer.submit(page, "存草稿", typed);
	for (const shown of [page, await writer.open(`/staff/stories/${storyId}/preview`)]) expect(tripwiresIn(shown.root)).toEqual([]);
});

/** What of the hostile texts became an element or an attribute that does something. */
function tripwiresIn(root: HTMLElement): string[] {
	return root.querySelectorAll("*").flatMap(({ tagName, attributes, textContent }) => {
		const isRun = tagName === "SCRIPT" && textContent.includes("tripped");
		const bad = Object.entries(attributes).filter(
			([name, value]) =>
				name.startsWith("on") || ((name === "href" || name === "src") && /^\W*(java|data:text|vb|\/\/|\/\\)|user:pass/i.test(value)),
		);
		return [...(isRun ? [tagName] : []), ...bad.map(([name, value]) => `${tagName} ${name}=${value}`)];
	});
}
