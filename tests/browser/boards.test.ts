import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { draftEdition, sayWhy } from "#domain/boards/draft-edition.ts";
import { recordHelp } from "#domain/boards/help.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt, monthAt } from "#domain/calendar/rules.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { CLEAR, EARLIER, twelveVillages, walked } from "#tests/boards.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { hired } from "#tests/village.ts";

let pan: Viewer;
const editions = { published: "", draft: "" };
const site = useSite(async () => {
	const cast = await inviteCast();
	const { places, staff } = cast;
	const villages = await twelveVillages(cast);
	pan = await hired("pan", "publicist", places.qingling, staff.wang);
	await waiveTotp(staff.wang);
	const [now, last] = [new Date(), monthAfter(monthAt(new Date()), -1)];
	await walked(monthAfter(last, -7), monthAfter(last, -4), EARLIER, villages);
	await walked(monthAfter(last, -3), last, CLEAR, villages);
	const by = { by: pan, at: now };
	const begun = { regionId: places.qingling.id, fromMonth: monthAfter(last, -3), untilMonth: last, label: "加油榜", ...by };
	const { editionId } = await draftEdition({ ...begun, level: "village" });
	await sayWhy({ editionId, placeId: places.baiyang.id, words: "条条巷子天天有人扫，沟里看得见底。", ...by });
	const { approvalId } = await proposeEdition({ editionId, why: "四个月的走访都做完了，没有缺的。", ...by });
	await sign({ approvalId, by: staff.song, at: now }, { board: BOARD_APPROVAL });
	await recordHelp({
		placeId: places.qingshi.id,
		kind: "partner",
		helperId: places.baiyang.id,
		doneOn: dayAt(now),
		by: staff.wang,
		at: now,
	});
	Object.assign(editions, { published: editionId, draft: (await draftEdition({ ...begun, level: "hamlet" })).editionId });
});
const open = useBrowser();

const pages: Record<string, [address: () => string, viewer?: () => Viewer]> = {
	"the list of editions": [() => "/boards"],
	"an edition": [() => `/boards/${editions.published}`],
	"a draft": [() => `/staff/boards/${editions.draft}`, () => pan],
};

test.each(Object.keys(pages))("%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels", async (name) => {
	const [address, viewer] = pages[name] as (typeof pages)[string];
	const page = await open({ site: site(), width: 360, ...(viewer && { viewer: viewer() }) });
	await page.goto(address());
	expect(await faultsOn(page)).toEqual([]);
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	await page.emulateMedia({ colorScheme: "dark" });
	await page.setViewportSize({ width: 320, height: 700 });
	await page.reload();
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
