import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { momentOf } from "#i18n/dates.ts";
import { openAlbum } from "#tests/album.ts";
import { useBrowser } from "#tests/browser.ts";
import { MORNING } from "#tests/cast.ts";
import { faultyLines } from "#tests/lines.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";

// Names as counties have them; each would fit a line of a phone in large letters. Two villages bear one name, so they stand with their town.
const NAMES = {
	qingling: "阿拉善右旗",
	shilin: "桃花江街道",
	qingshi: "高庄村民委员会",
	baiyang: "高庄村民委员会",
	donggou: "第1村民小组",
	xipo: "柳树屯东组",
	qiaotou: "西组",
} as const;

const AUTUMN = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + 86_400_000) };

let album: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	album = await openAlbum();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, du, fan } = album.homes;
	await write(async (tx) => {
		for (const [place, name] of Object.entries(NAMES))
			await tx
				.update(regions)
				.set({ name })
				.where(eq(regions.id, album.places[place as keyof typeof NAMES].id));
	});
	const candidates = Object.entries({ bao, chen, fan }).map(([key, home]) => ({
		...home,
		submissionId: album.pairs[key as keyof typeof album.pairs],
	}));
	await roundOf("autumn", { regionId: album.places.shilin.id, candidates, roll: [du, bao, chen], votesPerHousehold: 2, ...AUTUMN });
});
const open = useBrowser();

// Each lays the lines out differently, so that hardly a name stands within its line on all of them.
const WIDTHS = [320, 329, 338, 347, 360, 369, 378, 390, 403, 412];

const readers = {
	"a stranger": () => ({
		addresses: [
			"/",
			"/wall",
			`/submissions/${album.pairs.bao}`,
			"/courtyards/code-bao",
			"/villages",
			`/villages/${album.places.qingshi.id}`,
		].concat(["/how", "/privacy", "/votes", "/votes/autumn", "/sign-in", "/h/ba00000000"]),
	}),
	"a household": () => ({
		viewer: album.homes.bao.viewer,
		addresses: [
			"/me",
			"/me/points",
			"/me/security",
			"/submit",
			"/votes/autumn",
			"/votes/autumn/receipt",
			`/me/submissions/${album.pairs.bao}`,
		],
	}),
	"a moderator": () => ({
		viewer: album.staff.meng,
		addresses: ["/moderation", "/moderation/history", ...Object.values(album.pairs).map((id) => `/moderation/${id}`)],
	}),
	"an admin": () => ({
		viewer: album.staff.wang,
		addresses: ["/staff", "/admin", "/admin/staff", "/admin/import", "/admin/regions", `/admin/regions?region=${album.places.qingshi.id}`]
			.concat(["/admin/door-codes", "/admin/households", "/admin/households/household-bao", "/admin/households/household-bao/changes"])
			.concat(["/staff/assist?q=1", "/staff/trail", "/staff/votes", "/staff/votes/new", "/staff/votes/autumn", "/staff/votes/autumn/roll"])
			.concat(["/staff/votes/autumn/nominations", "/staff/votes/autumn/papers"])
			.concat([`/admin/households?place=${album.places.qingshi.id}`, `/admin/door-codes?place=${album.places.qingshi.id}`])
			.concat(["split", "merge", "move"].map((way) => `/admin/regions/${album.places.donggou.id}/${way}`)),
	}),
};

test.each(Object.keys(readers) as (keyof typeof readers)[])(
	"in 关怀版 no line that %s reads begins with a sign that closes, and no name of a place breaks in two",
	async (who) => {
		const { addresses, ...reader }: { addresses: string[]; viewer?: Viewer } = readers[who]();
		const page = await open({ site: site(), width: 360, looks: true, ...reader });
		await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
		const found: string[] = [];
		for (const address of addresses) {
			expect((await page.goto(address))?.status(), address).toBe(200);
			expect(page.url()).toBe(site().origin + address);
			for (const width of WIDTHS) {
				await page.setViewportSize({ width, height: 780 });
				for (const line of await faultyLines(page, Object.values(NAMES))) found.push(`${address}, ${width} pixels: ${line}`);
			}
		}
		expect(found).toEqual([]);
	},
);

test("on a phone the name and the times of a vote stay whole on the office's pages, and no table is wider than the screen", async () => {
	const page = await open({ site: site(), width: 360, viewer: album.staff.wang, looks: true });
	const whole = ["金秋最美庭院", ...Object.values(AUTUMN).map((at) => momentOf(at, "zh-CN"))];
	const found: string[] = [];
	for (const address of [
		"/staff",
		"/staff/votes",
		"/staff/votes/autumn",
		"/admin/households/household-bao/changes",
		"/staff/votes/autumn/roll",
		`/staff/votes/autumn/roll?place=${album.places.qingshi.id}`,
	]) {
		await page.goto(address);
		for (const width of [320, 360, 403]) {
			await page.setViewportSize({ width, height: 780 });
			const rooms = await page.locator(".table-room").evaluateAll((all) => all.map((room) => room.scrollWidth - room.clientWidth));
			expect(rooms, address).toEqual(rooms.map(() => 0));
			for (const line of await faultyLines(page, whole)) found.push(`${address}, ${width} pixels: ${line}`);
		}
	}
	expect(found).toEqual([]);
});

test("each page of the office begins at the same place, however wide it is", async () => {
	const page = await open({ site: site(), width: 1280, viewer: album.staff.wang, looks: true });
	const begins: number[] = [];
	for (const address of ["/staff", "/admin", "/admin/settings", "/admin/staff", "/staff/security"]) {
		await page.goto(address);
		begins.push(await page.locator("h1").evaluate((h1) => Math.round(h1.getBoundingClientRect().left)));
	}
	expect(new Set(begins).size).toBe(1);
});

test("what narrows the trail stands in even columns, and no name in the head breaks, in large letters too", async () => {
	const page = await open({ site: site(), width: 1280, viewer: album.staff.wang, looks: true });
	for (const care of ["0", "1"]) {
		await page.context().addCookies([{ name: "care", value: care, url: site().origin }]);
		for (const width of [360, 768, 1280]) {
			await page.setViewportSize({ width, height: 780 });
			await page.goto("/staff/trail?deeds=votes");
			const widths = await page
				.locator(".filters .field")
				.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)));
			expect(widths, `${width}, ${care}`).toEqual(widths.map(() => widths[0]));
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			expect(await page.locator(".brand-name").evaluate((name) => name.getClientRects().length)).toBe(1);
		}
	}
});
