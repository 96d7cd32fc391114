import { readFileSync } from "node:fs";
import exifr from "exifr";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import { storedPath } from "#platform/storage.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { faultyLines } from "#tests/lines.ts";
import { useSite } from "#tests/server.ts";
import { shiftsOn } from "#tests/shifts.ts";
import { assigned, saidFixed, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let reference: string;
const site = useSite(async () => {
	cast = await inviteCast();
	const offices = await spotOffices(cast);
	const spot = await assigned(cast, offices);
	await saidFixed(spot.spotId, offices.yun);
	reference = spot.reference;
	const own = await assigned(cast, offices, { report: { place: "小学墙外", by: cast.homes.chen.viewer } });
	await saidFixed(own.spotId, offices.yun);
});
const open = useBrowser();

const pages = {
	place: () => "/report",
	what: () => `/report?village=${cast.places.qingshi.id}`,
	near: () => `/report/new?hamlet=${cast.places.donggou.id}&categoryCode=Q2-01`,
	photo: () => `/report/new?hamlet=${cast.places.donggou.id}&categoryCode=Q1-01`,
	followed: () => `/report/${reference}?done=sent`,
	lookUp: () => "/report/find",
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)(
	"%s has nothing that axe finds, by day nor at night in 关怀版, fits 320 pixels with letters twice as large, and breaks no name",
	async (name) => {
		const page = await open({ site: site(), width: 360, looks: true });
		await page.goto(pages[name]());
		expect(await faultsOn(page)).toEqual([]);
		await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
		await page.emulateMedia({ colorScheme: "dark" });
		await page.reload();
		expect(await faultsOn(page)).toEqual([]);
		await page.context().clearCookies();
		await page.setViewportSize({ width: 320, height: 780 });
		await page.reload();
		expect(await faultyLines(page, ["青石村", "东沟"])).toEqual([]);
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);

test("nothing on any of them moves while it loads", async () => {
	const moved = names.map(async (name) => [name, await shiftsOn(await open({ site: site(), width: 360 }), pages[name]())]);
	expect(await Promise.all(moved)).toEqual(names.map((name) => [name, []]));
});

test("where I stand is kept to about 100 m, a photo is made smaller and loses its place on the phone, and the report arrives with both", async () => {
	const page = await open({ site: site(), width: 360 });
	await page.context().grantPermissions(["geolocation"], { origin: site().origin });
	await page.context().setGeolocation({ latitude: 43.825_16, longitude: 87.616_83 });
	await page.goto(pages.what());
	await page.getByRole("button", { name: "加上大概的位置" }).click();
	await page.getByText("记下了大概位置").waitFor();
	await page.locator("#hamlet").selectOption({ label: "西坡" });
	await page.getByRole("button", { name: "垃圾没人清" }).click();
	await page.waitForURL(/north=43825&east=87617&categoryCode=Q1-01/);
	const scene = drawCourtyard(courtyardOf("road"), { moment: "before", category: "Q3-01", takenAt: new Date("2026-11-02T01:30:00Z") });
	const taken = { takenAt: new Date("2026-11-02T01:30:00Z"), gps: { lat: 43.825_16, lon: 87.616_83 }, make: "HUAWEI", model: "Mate 60" };
	const buffer = await photograph(scene, { ...taken, width: 2400, quality: 95 });
	const input = page.locator("#album");
	await input.setInputFiles({ name: "road.jpg", mimeType: "image/jpeg", buffer });
	await page.getByText("选好了 1 张").waitFor();
	await page.locator(".thumbs.is-chosen img").waitFor();
	await expect.poll(() => input.evaluate((field: HTMLInputElement) => field.files?.[0]?.size ?? 0)).toBeLessThan(buffer.length);
	await page.getByRole("button", { name: "交上去" }).click();
	await page.waitForURL(/\/report\/\w{12}\?done=sent$/);
	const spot = (await db.select().from(spots)).find(({ categoryCode }) => categoryCode === "Q1-01");
	expect([spot?.cellNorth, spot?.cellEast, spot?.hamletId]).toEqual([43_825, 87_617, cast.places.xipo.id]);
	const photo = (await db.select().from(photos)).find(({ width }) => width === 1600);
	const original = readFileSync(storedPath("originals", photo?.originalName as string));
	expect(await exifr.parse(original, { reviveValues: false, gps: true })).toEqual({ DateTimeOriginal: "2026:11:02 09:30:00" });
});

test("a phone that will not tell where it is goes on without", async () => {
	const page = await open({ site: site(), width: 360 });
	await page.goto(pages.what());
	await page.getByRole("button", { name: "加上大概的位置" }).click();
	await page.getByText("没有找到位置。不加也可以").waitFor();
	await page.locator("#hamlet").selectOption({ label: "东沟" });
	await page.getByRole("button", { name: "路灯不亮" }).click();
	await page.waitForURL(/\/report\/new\?hamlet=[^&]+&categoryCode=Z1-05$/);
});

test("the way from the village to the photo costs at most 150 KB, and its scripts at most 12", async () => {
	const page = await open({ site: site(), width: 360 });
	const script = async () =>
		page.evaluate(() => {
			const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
			const [own] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
			const sum = (entries: PerformanceResourceTiming[]) => entries.reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0);
			return { script: sum(loaded.filter(({ name }) => name.endsWith(".js"))), all: (own?.encodedBodySize ?? 0) + sum(loaded) };
		});
	for (const name of ["what", "photo"] as const) {
		await page.goto(pages[name](), { waitUntil: "networkidle" });
		const { script: scripts, all } = await script();
		expect(scripts, name).toBeLessThanOrEqual(12_000);
		expect(all, name).toBeLessThanOrEqual(150_000);
	}
});

test("a villager finds their report under my courtyard, says that it is not fixed, and reads that the unit goes again", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.homes.chen.viewer });
	await page.goto("/me");
	expect(await faultsOn(page)).toEqual([]);
	await page.locator("a[href^='/me/reports/']").first().click();
	await page.getByText("真的弄好了吗").waitFor();
	expect(await faultsOn(page)).toEqual([]);
	await page.getByLabel("哪里没弄好").fill("沟里还有一半。");
	await page.getByRole("button", { name: "没有弄好" }).click();
	await page.getByText("责任单位要再去弄").first().waitFor();
	expect(await faultsInHand(page)).toEqual([]);
});
