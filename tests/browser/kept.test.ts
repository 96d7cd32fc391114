import type { Page } from "playwright";
import { expect, test } from "vitest";
import { waiveTotp } from "#tests/accounts.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { draftOf } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});
const open = useBrowser();

const PLACES = {
	"an officer": async () => [`/admin/regions?place=${cast.places.baiyang.id}`, "main input[name=name]"] as const,
	"a household": async () => [`/submit/${await draftOf(cast.homes.bao)}/photos?side=after`, "main textarea[name=words]"] as const,
};
const viewerOf = (who: keyof typeof PLACES) => (who === "an officer" ? cast.staff.wang : cast.homes.bao.viewer);

/** Sends the form of this field while the line is broken; the browser shows its own page. */
async function sendIntoNothing(page: Page, field: string): Promise<void> {
	await page.context().setOffline(true);
	const failed = page.waitForEvent("requestfailed");
	await page
		.locator(field)
		.first()
		.evaluate((one: HTMLInputElement) => one.form?.requestSubmit());
	await failed;
	await page.waitForURL("chrome-error://**").catch(() => undefined);
}

test.each(["an officer", "a household"] as const)(
	"what %s typed is there again on the way back from a line that broke, with scripts and without",
	async (who) => {
		const [address, field] = await PLACES[who]();
		for (const javaScriptEnabled of [true, false]) {
			const page = await open({ site: site(), width: 360, viewer: viewerOf(who), provokes: /ERR_/, javaScriptEnabled });
			await page.goto("/how");
			await page.goto(address);
			await page.locator(field).first().fill("写到一半");
			if (javaScriptEnabled) await sendIntoNothing(page, field);
			else await page.goto("/how");
			await page.goBack({ waitUntil: "commit" });
			await expect.poll(() => page.locator(field).first().inputValue()).toBe("写到一半");
			await page.context().setOffline(false);
		}
	},
);

test("who signed out leaves nothing behind the back button", async () => {
	const page = await open({ site: site(), width: 1280, viewer: cast.staff.wang });
	await page.goto("/admin/households");
	expect(await page.getByText("鲍春生").count()).toBeGreaterThan(0);
	await page.getByRole("button", { name: "退出" }).click();
	await page.waitForURL((url) => !url.pathname.startsWith("/admin"));
	await page.goBack({ waitUntil: "commit" });
	await page.waitForLoadState();
	expect(await page.getByText("鲍春生").count()).toBe(0);
	expect(page.url()).toContain("/staff/sign-in");
});
