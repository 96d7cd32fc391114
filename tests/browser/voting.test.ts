import { expect, test } from "vitest";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { DOORS, MORNING } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	album = await openAlbum();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, du, fan } = album.homes;
	const { pairs } = album;
	const candidates = Object.entries({ bao, chen, fan }).map(([key, home]) => ({ ...home, submissionId: pairs[key as keyof typeof pairs] }));
	const round = { regionId: album.places.shilin.id, candidates, roll: [du, bao] };
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + 86_400_000), votesPerHousehold: 2 };
	await roundOf("autumn", { ...round, ...times });
});
const open = useBrowser();

test("on a phone: the count follows the ticks, too many are stopped before sending, and nothing is amiss for axe", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.homes.du.viewer });
	await page.goto("/votes");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("link", { name: "金秋最美庭院" }).click();
	expect(await faultsOn(page)).toEqual([]);
	const ticks = page.getByRole("checkbox");
	const count = page.locator(".ballot-count");
	for (const [n, words] of ["已选 1 户，还可选 1 户", "已选 2 户，选满了", "多选了 1 户，请去掉几户再投"].entries()) {
		await ticks.nth(n).focus();
		await page.keyboard.press("Space");
		expect(await count.textContent()).toBe(words);
	}
	await page.getByRole("button", { name: "投出去" }).click();
	expect(new URL(page.url()).pathname).toBe("/votes/autumn");
	await ticks.nth(2).uncheck();
	await page.getByRole("button", { name: "投出去" }).click();
	await page.waitForURL("**/receipt?done=cast");
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("a kiosk is worked by keys alone, and its screens are clean for axe", async () => {
	const screen = await open({ site: site(), width: 1280, viewer: album.staff.wang });
	await screen.goto("/kiosk");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("button", { name: "打开自助投票台" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢投");
	expect(await faultsOn(screen)).toEqual([]);
	const { householdId, personId } = album.homes.bao;
	const { pin } = await issueSlip({ householdId, personId, by: album.staff.wang, at: new Date() });
	await screen.keyboard.type(DOORS.bao);
	await screen.keyboard.press("Tab");
	await screen.keyboard.type(pin);
	await screen.keyboard.press("Enter");
	await screen.waitForURL("**/kiosk/autumn");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("checkbox").first().focus();
	await screen.keyboard.press("Space");
	await screen.keyboard.press("Enter");
	await screen.waitForURL("**/receipt?done=cast");
	expect(await faultsOn(screen)).toEqual([]);
	await screen.getByRole("button", { name: "投好了，退出" }).press("Enter");
	await screen.waitForSelector("text=请坐，慢慢投");
});

test.each(["/votes", "/votes/autumn", "/votes/autumn/receipt", "/votes/autumn/receipts", "/kiosk"])(
	"%s fits 320 pixels with letters twice as large",
	async (address) => {
		const page = await open({ site: site(), width: 320, viewer: album.homes.du.viewer });
		await page.goto(address);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);
