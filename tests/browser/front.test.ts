import { expect, test } from "vitest";
import { useBrowser } from "#tests/browser.ts";
import { useSite } from "#tests/server.ts";

const site = useSite();
const open = useBrowser();

test("the home page opens without a complaint", async () => {
	const page = await open({ site: site(), width: 360 });
	await page.goto("/");
	expect(await page.title()).toContain("庭院");
});

// Without a Chinese font every sign is the same empty box, and a screenshot proves nothing.
test("this browser has Chinese letters", async () => {
	const page = await open({ site: site(), width: 360 });
	await page.goto("/");
	const [yard, house] = await page.evaluate(() =>
		["庭", "院"].map((sign) => {
			const canvas = document.createElement("canvas");
			const brush = canvas.getContext("2d");
			if (brush) brush.font = "64px sans-serif";
			brush?.fillText(sign, 10, 80);
			return canvas.toDataURL();
		}),
	);
	expect(yard).not.toBe(house);
});
