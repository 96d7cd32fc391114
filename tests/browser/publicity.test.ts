import { expect, test } from "vitest";
import { giveConsents } from "#domain/consents/give.ts";
import { publish } from "#domain/moderation/decide.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pdfTold } from "#tests/made.ts";
import { useSite } from "#tests/server.ts";
import { block, later, type StoryOffices, storyOffices, storyOfPair } from "#tests/stories.ts";
import { sentSubmission } from "#tests/submissions.ts";

let offices: StoryOffices;
let storyId = "";
const site = useSite(async () => {
	const cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	offices = await storyOffices(cast);
	const pairId = await sentSubmission(cast.homes.bao.viewer as never, { key: "shown", number: 11 });
	await publish({ by: cast.staff.li, submissionId: pairId, version: 1, at: MORNING });
	const blocks = [block("b1", "heading", "背景"), block("b2", "paragraph", "堆了**三年**。"), block("b3", "pair", "", pairId)];
	storyId = await storyOfPair(offices, { pairId, home: cast.homes.bao, blocks });
	const agreed = [`story:${storyId}@1/wechat`, `submission:${pairId}/wechat`];
	await giveConsents({ agreed, textEdition: "1", by: cast.homes.bao, at: later(15) });
});
const open = useBrowser();

test("an article is looked at in its frame, issued, and copied with its format", async () => {
	const page = await open({ site: site(), width: 360, viewer: offices.pan });
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.goto(`/staff/publicity/article/${storyId}`);
	const text = page.frameLocator(".article-look").locator("body");
	expect(await text.innerText()).toContain("样张");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "发出" }).click();
	await page.getByRole("button", { name: "复制正文" }).click();
	await page.getByText("复制好了").waitFor();
	// In the frame, for a browser looks through what it reads by the policy of who reads.
	const html = await page.frames()[1]?.evaluate(async () => {
		window.focus();
		const [item] = await navigator.clipboard.read();
		return (await item?.getType("text/html"))?.text();
	});
	expect(html).toMatch(/<strong style="font-weight: ?bold;?">三年<\/strong>/);
	expect(html).toMatch(/<img[^>]+src="http:\/\/[^"]+\/photos\//);
	expect(html).not.toMatch(/class=|id=|<script/);
	expect(
		await page
			.frameLocator(".article-look")
			.locator("img")
			.first()
			.evaluate((one) => (one as HTMLImageElement).naturalWidth),
	).toBeGreaterThan(100);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

const PAGES = [
	"../publicity",
	"documents/circular",
	"broadcast",
	"calendar",
	"figures",
	"album",
	"posted",
	"sheets/notice",
	"make/story:STORY",
];

test.each(PAGES)("%s is whole on a desk, and on a phone at night in large type", async (name) => {
	const page = await open({ site: site(), width: 1280, viewer: offices.pan, looks: true });
	await page.goto(`/staff/publicity/${name.replace("STORY", storyId)}`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	expect([await faultsInHand(page), wide]).toEqual([[], 1280]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("a script is read aloud by the browser's voice, stops when pressed again, and is printed in 36 points", async () => {
	const page = await open({ site: site(), width: 360, viewer: offices.pan });
	// A browser without a screen has no voice; what it would be given is kept instead.
	await page.addInitScript(() => {
		const said: string[] = [];
		const voice = {
			speaking: false,
			speak(one: { text: string; lang: string; rate: number }) {
				said.push(one.lang, one.text);
				voice.speaking = true;
			},
			cancel() {
				if (voice.speaking) said.push("cancelled");
				voice.speaking = false;
			},
		};
		Object.defineProperty(window, "speechSynthesis", { value: voice });
		Object.assign(window, { said });
	});
	await page.goto("/staff/publicity/broadcast");
	await page.getByRole("button", { name: "念给我听" }).click();
	await page.locator("[data-listen]").click();
	const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
	const script = await page.locator("textarea[name=script]").inputValue();
	expect(said).toEqual(["zh-CN", script, "cancelled"]);
	await page.emulateMedia({ media: "print" });
	const size = await page
		.locator(".script p")
		.first()
		.evaluate((one) => getComputedStyle(one).fontSize);
	expect(Number.parseFloat(size)).toBe(48);
	const paper = await page.pdf({ format: "A4" });
	const { pages, ...told } = await pdfTold(paper);
	// The readings stand among the signs, some of which a reader of PDF takes for radicals.
	const text = told.text.normalize("NFKC").replaceAll(/\p{Script=Latin}/gu, "");
	for (const { cut } of pages) expect(cut.map(Math.round)).toEqual([210, 297]);
	expect(text).not.toContain("200到350个字");
	for (const said of ["乡亲们,大家好。", "谢谢乡亲们。"]) expect(text).toContain(said);
	expect([...text].length).toBeGreaterThanOrEqual([...script.replaceAll(/\s/g, "")].length);
});
