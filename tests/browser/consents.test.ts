import { expect, test } from "vitest";
import { giveConsents } from "#domain/consents/give.ts";
import { issue } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsInHand } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { block, typedStory } from "#tests/stories.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
let fallen = "";
const site = useSite(async () => {
	album = await openAlbum();
	const { bao } = album.homes;
	const [by, at] = [album.staff.wang, new Date()];
	await waiveTotp(by);
	const subject = `submission:${album.pairs.bao}` as const;
	const agreed = ["village_board", "wechat"].map((channel) => `${subject}/${channel}`);
	await giveConsents({ agreed, textEdition: "2026-12", by: bao, at });
	const made = { subject, kind: "poster", design: "eave", by, at };
	const board = await issue({ ...made, channel: "village_board", contentHash: "a" });
	const onSite = await issue({ ...made, channel: "wechat", contentHash: "b" });
	await postCopy({ issuedId: board.issuedId, place: "村委会门口左边的宣传栏", by, at });
	await postCopy({ issuedId: onSite.issuedId, place: "小卖部外墙", by, at });
	await takeBackConsent({ agreed: agreed[0] ?? "", by: bao, at });
	fallen = board.token;
	await manyOfChen();
});

/** Eleven pairs more, and a story with a page of quotes. */
async function manyOfChen(): Promise<void> {
	const { chen } = album.homes;
	for (let n = 1; n <= 11; n += 1) await pairOf(chen, `chen-${n}`);
	const [by, at] = [album.staff.wang, new Date()];
	const { storyId } = await beginStory({ fromId: album.pairs.chen, headings: [], by, at });
	const said = "码齐了，心里也敞亮，孩子回来有地方跑，老人出门不怕绊，来了客人也有地方坐。";
	const blocks = Array.from({ length: 30 }, (_, n) => block(`q${n}`, "quote", said, "东沟的一位大娘"));
	await writeStory({ storyId, beganFrom: 0, typed: typedStory({ leadId: album.pairs.chen, blocks }), by, at });
}
const open = useBrowser();

const pages = {
	own: [() => "/me/consents", () => album.homes.bao.viewer],
	question: [() => `/me/consents/submission:${album.pairs.bao}`, () => album.homes.bao.viewer],
	desk: [() => "/staff/publicity/consents?household=household-bao", () => album.staff.wang],
	posted: [() => "/staff/publicity/posted", () => album.staff.wang],
	code: [() => `/q/${fallen}`, () => undefined],
} as const;

test.each(Object.entries(pages))(
	"%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels",
	async (_name, [address, whose]) => {
		const viewer = whose();
		const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer }), provokes: /410/ });
		await page.goto(address());
		expect(await faultsInHand(page)).toEqual([]);
	},
);

test("on a phone of 360 pixels the last day is chosen inside the screen, and stands with the yes", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.bao.viewer });
	await page.goto(`/me/consents/submission:${album.pairs.bao}?at=press`);
	const answers = await page.locator("button[name=answer]").all();
	const boxes = await Promise.all(answers.map((one) => one.boundingBox()));
	expect(boxes.map((box) => [Math.round(box?.width ?? 0), (box?.height ?? 0) >= 60])).toEqual([
		[Math.round(boxes[0]?.width ?? 1), true],
		[Math.round(boxes[0]?.width ?? 1), true],
	]);
	await page.getByText("只同意到某一天").click();
	const day = page.getByLabel("同意到哪一天");
	const box = await day.boundingBox();
	expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 999) <= 360, (box?.height ?? 0) >= 44]).toEqual([true, true, true]);
	await day.fill("2030-01-31");
	await page.getByRole("button", { name: "可以", exact: true }).click();
	await page.getByText("记下了。").waitFor();
	expect(await page.locator("main").textContent()).toContain("同意到2030年1月31日为止");
});

test("what a household is asked stands on as many sheets of A4 as it takes: nothing beyond an edge, nothing left out, a number on each", async () => {
	const page = await open({ site: site(), width: 1280, viewer: album.staff.wang });
	await page.goto("/staff/publicity/consents/form?household=household-chen");
	const sheets = await page.locator(".sheet").evaluateAll((all) =>
		all.map((one) => ({
			over: one.scrollHeight - one.clientHeight,
			lines: one.querySelectorAll("table:last-of-type tbody tr").length,
			code: /编号 (\w{4} \w{4})/.exec(one.textContent ?? "")?.[1] ?? "",
			part: /第 \d 张，共 \d 张/.exec(one.textContent ?? "")?.[0],
		})),
	);
	expect(sheets.map(({ over, lines, part }) => [over, lines, part])).toEqual([
		[0, 1, "第 1 张，共 3 张"],
		[0, 8, "第 2 张，共 3 张"],
		[0, 4, "第 3 张，共 3 张"],
	]);
	expect(new Set(sheets.map(({ code }) => code)).size).toBe(3);
	expect(await page.locator(".for-screen").textContent()).toContain("一共 3 张");
});
