import { expect, test } from "vitest";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { useSite } from "#tests/server.ts";

const site = useSite();
const open = useBrowser();

test("one may look at what one types, and it leaves hidden", async () => {
	const page = await open({ site: site(), width: 320 });
	await page.goto("/sign-in");
	await page.getByText("用口令登录").click();
	const field = page.getByLabel("您的口令");
	const typeOf = () => field.getAttribute("type");
	await field.fill("院墙外头有棵老槐树");
	await page.getByRole("button", { name: "显示" }).click();
	await expect.poll(typeOf).toBe("text");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "隐藏" }).click();
	await expect.poll(typeOf).toBe("password");
	await page.keyboard.press("Enter");
	await expect.poll(typeOf).toBe("text");
	await page.evaluate(() => document.addEventListener("submit", (event) => event.preventDefault()));
	await page.getByLabel("门牌码").fill("zzzzz zzzzz");
	await page.keyboard.press("Enter");
	await expect.poll(typeOf).toBe("password");
});

test("the digits of a slip are seen, and come from a pad of digits", async () => {
	const page = await open({ site: site(), width: 360 });
	await page.goto("/sign-in");
	const field = page.getByLabel("纸条上的 8 位数字");
	expect([await field.getAttribute("type"), await field.getAttribute("inputmode")]).toEqual(["text", "numeric"]);
	expect(await page.locator("input[type=password]").isVisible()).toBe(false);
});

test("the switch moves nothing, and fits letters twice as large", async () => {
	const page = await open({ site: site(), width: 320 });
	await page.goto("/sign-in");
	await page.getByText("用口令登录").click();
	await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	const [field, button] = await Promise.all(["#passphrase", ".reveal"].map((part) => page.locator(part).boundingBox()));
	if (!field || !button) throw new Error("the switch is missing");
	expect(button.y).toBeGreaterThanOrEqual(field.y - 1);
	expect(button.y + button.height).toBeLessThanOrEqual(field.y + field.height + 1);
});

test("without JavaScript there is no switch that does nothing", async () => {
	const page = await open({ site: site(), width: 320, javaScriptEnabled: false });
	await page.goto("/sign-in");
	await page.getByText("用口令登录").click();
	expect(await page.locator("#passphrase").isVisible()).toBe(true);
	expect(await page.locator(".reveal").isVisible()).toBe(false);
});
