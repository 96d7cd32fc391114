import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { closedRound } from "#tests/doings.ts";
import { sheetsOf } from "#tests/paper.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { closeRound, say } from "#tests/votes.ts";

let scene: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	scene = await openAlbum();
	const { homes, pairs, places, staff } = scene;
	const { bao, chen, du, fan } = homes;
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const candidates = [
		{ ...bao, submissionId: pairs.bao },
		{ ...chen, submissionId: pairs.chen },
		{ ...fan, submissionId: pairs.fan },
	];
	const weighted = { ownVillage: "excluded", weighting: "by_eligible", objectionDays: 1, places: 1 } as const;
	await roundOf("june", { regionId: places.shilin.id, candidates, roll: [bao, chen, du, fan], ...weighted });
	await say("june", 1, [3]);
	await say("june", 3, [3]);
	await say("june", 4, [1, 2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: staff.wang, at: CLOSES });
	await finishRound({ roundId: "june", by: staff.wang, at: minutesAfter(CLOSES, 24 * 60) });
	await closedRound(homes, places.qingshi.id);
});
const open = useBrowser();

const pages = {
	result: () => ({ address: "/votes/june/result" }),
	objections: () => ({ address: "/votes/june/objections" }),
	"the courtyard with its medal": () => ({ address: "/courtyards/code-chen" }),
	"what officers look into": () => ({ address: "/staff/votes/closed/doubts?search=鲍&rollNumber=1", viewer: scene.staff.wang }),
	"what a second officer signs": () => ({ address: "/staff/votes/closed/doubts", viewer: scene.staff.song }),
	"what the household reads of its ballot": () => ({ address: "/votes/closed/appeal", viewer: scene.homes.chen.viewer }),
	"the officer's count": () => ({ address: "/staff/votes/june/count", viewer: scene.staff.wang }),
	"the officer's answers": () => ({ address: "/staff/votes/june/objections", viewer: scene.staff.wang }),
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)("%s has nothing that axe finds, by day and by night", async (name) => {
	const { address, ...as } = { viewer: undefined, ...pages[name]() };
	const page = await open({ site: site(), width: 360, looks: true, ...as });
	await page.goto(address);
	expect(await faultsOn(page)).toEqual([]);
	await page.emulateMedia({ colorScheme: "dark" });
	expect(await faultsOn(page)).toEqual([]);
});

test.each(["result", "objections", "the courtyard with its medal"] as const)(
	"%s fits 320 pixels with letters twice as large",
	async (name) => {
		const page = await open({ site: site(), width: 320, looks: true });
		await page.goto(pages[name]().address);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

test("of what officers look into, what waits first is open and nothing else: two screens of a phone; without scripts a tap opens the next", async () => {
	const page = await open({ site: site(), width: 360, viewer: scene.staff.wang, javaScriptEnabled: false });
	await page.goto("/staff/votes/closed/doubts");
	const isOpen = () => page.locator(".cases > li > details").evaluateAll((all) => all.map((one) => (one as HTMLDetailsElement).open));
	expect(await isOpen()).toEqual([true, false, false, false]);
	expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(3 * 780);
	for (const name of ["申请了复核", "等另一个人签字", "还没有写结果"]) await page.locator(".cases summary", { hasText: name }).click();
	expect(await isOpen()).toEqual([true, true, true, true]);
});

test("an answer that was refused stands open with its words", async () => {
	const page = await open({ site: site(), width: 360, viewer: scene.staff.wang, provokes: /422/ });
	await page.goto("/staff/votes/closed/doubts");
	await page.locator(".cases summary", { hasText: "回访抽查" }).click();
	const note = page.locator(".drawn textarea").first();
	await note.fill("好");
	await note.press("Tab");
	await page.keyboard.press("Enter");
	await page.locator("#problem").waitFor();
	expect([await note.isVisible(), await note.inputValue()]).toEqual([true, "好"]);
});

test("the box that says a result is final has no warning's edge: vermilion is for honours, persimmon for what waits", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.goto("/votes/june/result");
		const edge = await page.locator(".stand").evaluate((box) => getComputedStyle(box).borderInlineStartColor);
		const [red = 0, green = 0] = edge.match(/[\d.]+/g)?.map(Number) ?? [];
		expect(green, edge).toBeGreaterThan(red);
	}
});

test("who won stands with the before beside the after and as large", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto("/votes/june/result");
	const prints = await page.locator(".winner").evaluateAll((all) =>
		all.map((winner) =>
			[...winner.querySelectorAll(".print")].map((print) => {
				const { top, width, height } = print.getBoundingClientRect();
				return [top, width, height].map(Math.round);
			}),
		),
	);
	expect(prints.length).toBeGreaterThan(0);
	for (const pair of prints) expect(pair).toEqual([pair[0], pair[0]]);
});

test("what counting again takes waits in a fold, and opens by key", async () => {
	const page = await open({ site: site(), width: 360, looks: true });
	await page.goto("/votes/june/result");
	const command = page.getByText("npm run recount");
	expect(await command.isVisible()).toBe(false);
	await page.locator("summary", { hasText: "怎样自己再算一遍" }).press("Enter");
	await expect.poll(() => command.isVisible()).toBe(true);
	expect(await faultsOn(page)).toEqual([]);
});

test("on paper: no ways to press, the address with its code at the head, the fold open, two sheets", async () => {
	const page = await open({ site: site(), width: 1280, looks: true });
	await page.goto("/votes/june/result");
	expect(await page.locator(".paper-way").isVisible()).toBe(false);
	await page.emulateMedia({ media: "print" });
	for (const way of await page.locator("nav, .roof, .ground, .button").all()) expect(await way.isVisible()).toBe(false);
	expect(await page.locator(".paper-way").innerText()).toContain(`${site().origin}/votes/june/result`);
	expect(await page.locator(".paper-way svg").isVisible()).toBe(true);
	expect(await page.getByText("npm run recount").isVisible()).toBe(true);
	expect(await sheetsOf(page)).toEqual(["210×297", "210×297"]);
});

test("on paper no photo and no bar is cut in two, and who won is told without a colour", async () => {
	const page = await open({ site: site(), width: 1280, looks: true });
	await page.goto("/votes/june/result");
	await page.emulateMedia({ media: "print", colorScheme: "dark" });
	const styles = (selector: string, name: string) =>
		page.locator(selector).evaluateAll((all, name) => all.map((one) => getComputedStyle(one).getPropertyValue(name)), name);
	expect(await styles(".winner", "break-inside")).toEqual(["avoid", "avoid"]);
	expect(await styles(".bars-row", "break-inside")).toEqual(["avoid", "avoid", "avoid"]);
	expect(await styles(".plot-bar", "fill")).toEqual(["rgb(0, 0, 0)", "rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
	expect(new Set(await styles("main p, main li, main h2", "color"))).toEqual(new Set(["rgb(0, 0, 0)", "rgb(51, 51, 51)"]));
});
