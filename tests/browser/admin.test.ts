import type { Page } from "playwright";
import { expect, test } from "vitest";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember } from "#domain/households/change-members.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { toPhoneAtNight, useBrowser } from "#tests/browser.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { sheetsOf } from "#tests/paper.ts";
import { csv, householdLine } from "#tests/roster.ts";
import { useSite } from "#tests/server.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const LONGEST = "长".repeat(60);
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const lines = Array.from({ length: 15 }, (_, n) => householdLine({ number: String(n + 10), head: `${"阿卜杜拉·买买提".repeat(3)}` }));
	const unbroken = [
		"x".repeat(60),
		"བཀྲ".repeat(30),
		"ᠪᠠᠲᠤ".repeat(15),
		"ᄀ".repeat(60),
		"ئۇيغۇر".repeat(10),
		"ﷺ".repeat(60),
		`क${"्क".repeat(59)}`,
	];
	const wide = unbroken.map((head, n) => householdLine({ number: String(n + 40), head, hamlet: "002,西坡" }));
	const real = "990101,青岭区,990101100,柿林镇,990101100208,新民居民委员会东区,001,第1村民小组,12,买买提·阿卜杜拉,,,";
	const town = "990101,青岭区,990101102,乌兰布和生态示范区,990101102200,巴彦村,001,一组,1,巴图,,,";
	const far = `990101,青岭区,990101100,柿林镇,990101100209,${LONGEST},001,${LONGEST},1,${LONGEST},,,`;
	await importRegionsAndHouseholds({ buffer: csv(...lines, ...wide, real, town, far), by: null, at: MORNING });
	for (const name of [LONGEST, "买买提·阿卜杜拉"])
		await carryOut(addMember, { householdId: cast.homes.bao.householdId, by: null, at: MORNING, name, isUnder14: false });
	await carryOut(closeHousehold, { householdId: cast.homes.du.householdId, by: null, at: MORNING, why: "demolished" });
});
const open = useBrowser();
const desk = (how: { looks?: true } = {}) => open({ site: site(), width: 1280, viewer: cast.staff.wang, ...how });

const pages = {
	overview: () => "/admin",
	places: () => `/admin/regions?place=${cast.places.qingshi.id}`,
	"a town's places": () => `/admin/regions?place=${cast.places.shilin.id}`,
	"a merged hamlet": () => `/admin/regions/${cast.places.donggou.id}/merge?into=${cast.places.xipo.id}`,
	"a split hamlet": () => `/admin/regions/${cast.places.xipo.id}/split`,
	"a moved hamlet": () => `/admin/regions/${cast.places.donggou.id}/move`,
	households: () => `/admin/households?place=${cast.places.qingshi.id}`,
	household: () => `/admin/households/${cast.homes.bao.householdId}`,
	"a household's changes": () => `/admin/households/${cast.homes.bao.householdId}/changes`,
	"a new head": () => `/admin/households/${cast.homes.bao.householdId}/changes?do=head`,
	"a split": () => `/admin/households/${cast.homes.bao.householdId}/changes?do=split`,
	"a move": () => `/admin/households/${cast.homes.bao.householdId}/changes?do=move`,
	"a merger": () => `/admin/households/${cast.homes.bao.householdId}/changes?do=merge`,
	"a new household": () => `/admin/households/new?place=${cast.places.qingshi.id}`,
	"names without a break": () => `/admin/households?place=${cast.places.xipo.id}`,
	"door codes": () => `/admin/door-codes?place=${cast.places.qingshi.id}`,
	sheet: () => `/admin/door-codes/sheet?hamlet=${cast.places.donggou.id}`,
	import: () => "/admin/import",
	jobs: () => "/admin/jobs",
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)(
	"%s has nothing that axe finds, at a desk and on a phone at night, and fits 320 pixels with letters twice as large",
	async (name) => {
		const page = await desk({ looks: true });
		await page.goto(pages[name]());
		expect(await faultsOn(page)).toEqual([]);
		await toPhoneAtNight(page);
		expect(await faultsOn(page)).toEqual([]);
		// Sheets are for paper.
		if (name === "sheet") return;
		await page.setViewportSize({ width: 320, height: 780 });
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

test.each(["overview", "a town's places", "households", "names without a break", "jobs"] as const)(
	"on a phone the lists of %s hide nothing beside the screen, and break nothing in two that fits a line",
	async (name) => {
		const page = await open({ site: site(), width: 360, viewer: cast.staff.wang, looks: true });
		await page.goto(pages[name]());
		const rooms = page.locator(".table-room");
		expect(await rooms.count()).toBeGreaterThan(0);
		expect(await rooms.evaluateAll((all) => all.map((room) => room.scrollWidth - room.clientWidth))).toEqual(
			(await rooms.all()).map(() => 0),
		);
		const broken = await rooms.evaluateAll((all) =>
			all.flatMap((room) =>
				[...room.querySelectorAll("tbody :is(th, td)")].flatMap((cell) => {
					const range = document.createRange();
					const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
					const found: string[] = [];
					for (let text = texts.nextNode(); text; text = texts.nextNode()) {
						range.selectNodeContents(text);
						const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
						const length = lines.reduce((sum, { width }) => sum + width, 0);
						if (lines.length > 1 && length < room.clientWidth / 2) found.push(text.textContent ?? "");
					}
					return found;
				}),
			),
		);
		expect(broken).toEqual([]);
	},
);

test("on a phone the staff's bar is one row; its ways open with 菜单, without scripts, and fold in again", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.wang, javaScriptEnabled: false });
	await page.goto("/admin/staff");
	const { height = 0 } = (await page.locator(".roof-bar").boundingBox()) ?? {};
	expect(height).toBeLessThan(64);
	const way = page.getByRole("link", { name: "门牌码", exact: true });
	expect(await way.isVisible()).toBe(false);
	await page.getByRole("button", { name: "菜单" }).click();
	await way.waitFor({ state: "visible" });
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	await page.keyboard.press("Escape");
	await way.waitFor({ state: "hidden" });
	await page.setViewportSize({ width: 1280, height: 800 });
	await way.waitFor({ state: "visible" });
});

test("what becomes of a household is the first button of its page, in sight on a phone", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.wang, looks: true });
	await page.goto(`/admin/households/${cast.homes.bao.householdId}`);
	const button = page.locator("main .button").first();
	expect(await button.textContent()).toBe("变动");
	const box = await button.boundingBox();
	expect((box?.y ?? 999) + (box?.height ?? 999)).toBeLessThan(500);
});

test("a preview with its questions has nothing that axe finds, fits 320 pixels, and is confirmed without scripts", async () => {
	const page = await open({ site: site(), width: 320, viewer: cast.staff.wang, javaScriptEnabled: false });
	const roster = csv(
		householdLine({ number: "1", head: LONGEST.replace("长", "章") }),
		householdLine({ number: "0900", head: "马长顺", hamlet: "002,西坡" }),
	);
	await page.goto("/admin/import");
	await page.locator("input[type=file]").setInputFiles({ name: `${"很长的文件名".repeat(8)}.csv`, mimeType: "text/csv", buffer: roster });
	await page.getByRole("button", { name: "上传" }).click();
	await page.getByText("有 1 处要您决定").waitFor();
	const scripted = await open({ site: site(), width: 320, viewer: cast.staff.wang, looks: true });
	await scripted.goto("/admin/import");
	await scripted.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
	expect(await scripted.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	expect(await faultsOn(scripted)).toEqual([]);
	await scripted.evaluate(() => document.documentElement.style.removeProperty("--root"));
	expect(await besideTheScreen(scripted)).toEqual([0]);
	await page.getByRole("button", { name: "照着办这 1 处" }).click();
	await page.getByText("导入完毕").waitFor();
	expect(await page.getByText("1 行还没有决定，先不动").count()).toBe(1);
});

/** How many pixels of each table are out of sight. */
function besideTheScreen(page: Page): Promise<number[]> {
	return page.locator(".table-room").evaluateAll((all) => all.map((room) => room.scrollWidth - room.clientWidth));
}

test("on a phone a table of staff that is looked through hides nothing beside the screen, neither its faults nor its people", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.wang, looks: true });
	const look = async (role: string, told: string) => {
		const table = `姓名,账号,职务,地方代码,区县,镇街,村\n赵会来,,${role},,青岭区,柿林镇,新民居民委员会东区`;
		await page.goto("/admin/staff/file");
		await page.locator("input[type=file]").setInputFiles({ name: "人员.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
		await page.getByRole("button", { name: "先看一遍，不改动" }).click();
		await page.getByText(told).first().waitFor();
		expect(await besideTheScreen(page)).toEqual([0]);
	};
	await look("督导员", "没有这个职务");
	await look("村级管理员", "会加 1 人");
});

test("the door codes of 17 households fill three sheets of exactly A4", async () => {
	const page = await desk({ looks: true });
	await page.goto(pages.sheet());
	expect(await printed(page)).toEqual({ pages: ["210×297", "210×297", "210×297"], cards: 17, spilt: [] });
});

test("the longest names stay on their card", async () => {
	const page = await desk({ looks: true });
	await page.goto("/admin/households?search=长长");
	await page.getByRole("checkbox").check();
	await page.getByRole("button", { name: "给选中的户打印登录纸条" }).click();
	await page.waitForURL("**/slips");
	expect(await printed(page)).toEqual({ pages: ["210×297"], cards: 1, spilt: [] });
	await page.goto("/admin/households?search=长长");
	await page.getByRole("link", { name: LONGEST }).last().click();
	await page.getByRole("link", { name: "打印这户的门牌码" }).click();
	await page.waitForURL("**/sheet?*");
	expect(await printed(page)).toEqual({ pages: ["210×297"], cards: 1, spilt: [] });
});

test("the foot of a slip and of a door's card names the hamlet and the number whole, whatever the village is called", async () => {
	const page = await desk({ looks: true });
	const places = async () => {
		const parts = page.locator(".card-place > *");
		// A hundredth of a pixel too little already draws the three dots.
		return parts.evaluateAll((all) =>
			all.map((part) => {
				const room = part.getBoundingClientRect().width;
				const { style } = part as HTMLElement;
				Object.assign(style, { overflow: "visible", flex: "none", maxWidth: "none" });
				const wanted = part.getBoundingClientRect().width;
				Object.assign(style, { overflow: "", flex: "", maxWidth: "" });
				return [part.textContent, wanted <= room || part.tagName === "B"];
			}),
		);
	};
	await page.goto("/admin/households?search=买买提阿卜杜拉");
	const line = page.getByRole("row").filter({ hasText: "第1村民小组" });
	await line.getByRole("checkbox").check();
	await page.getByRole("button", { name: "给选中的户打印登录纸条" }).click();
	await page.waitForURL("**/slips");
	expect((await places()).slice(-2)).toEqual([
		["第1村民小组", true],
		["0012", true],
	]);
	expect(
		await page
			.locator(".card-place b")
			.evaluate((number) => number.getBoundingClientRect().right < (number.closest(".card")?.getBoundingClientRect().right ?? 0)),
	).toBe(true);
});

/** The sheets of paper that come out, in millimetres, and the words that would be cut off with the card's edge. */
async function printed(page: Page): Promise<{ pages: string[]; cards: number; spilt: string[] }> {
	const pages = await sheetsOf(page);
	await page.emulateMedia({ media: "print" });
	const cards = await page.locator(".card").count();
	const spilt = await page.evaluate(() => {
		const edge = (element: Element) => (element.closest(".card") as Element).getBoundingClientRect();
		const parts = [...document.querySelectorAll(".card *")].filter((part) => {
			const { right, bottom } = part.getBoundingClientRect();
			return right > edge(part).right + 0.5 || bottom > edge(part).bottom + 0.5;
		});
		return parts.map((part) => part.textContent ?? "");
	});
	return { pages, cards, spilt };
}
