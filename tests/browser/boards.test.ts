import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { draftEdition, sayWhy } from "#domain/boards/draft-edition.ts";
import { recordHelp } from "#domain/boards/help.ts";
import { BOARD_OBJECTIONS } from "#domain/boards/objections.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { dayAt, monthAt } from "#domain/calendar/rules.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { CLEAR, EARLIER, twelveVillages, walked } from "#tests/boards.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { hired } from "#tests/village.ts";

let pan: Viewer;
let lu: Viewer;
let cast: Awaited<ReturnType<typeof inviteCast>>;
const editions = { published: "", draft: "" };
const site = useSite(async () => {
	cast = await inviteCast();
	const { places, staff } = cast;
	const villages = await twelveVillages(cast);
	pan = await hired("pan", "publicist", places.qingling, staff.wang);
	lu = await hired("lu", "publicist", places.shilin, staff.wang);
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
	const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer: viewer() }) });
	await page.goto(address());
	expect(await faultsInHand(page)).toEqual([]);
});

test("an editor of the town drafts an edition on a phone and says why a village is praised", async () => {
	const page = await open({ site: site(), width: 360, viewer: lu });
	await page.goto("/staff/boards");
	expect(await faultsOn(page)).toEqual([]);
	await page.getByLabel("比什么").selectOption({ label: "各村" });
	await page.locator("input[name=fromMonth]").fill(monthAfter(monthAt(new Date()), -4));
	await page.getByRole("button", { name: "做草稿" }).click();
	await page.waitForURL(/\/staff\/boards\/\w+/);
	await page.getByLabel(/白杨村好在哪里/).fill("条条巷子天天有人扫。");
	await page.getByRole("button", { name: "记下这句" }).click();
	await page.getByText("条条巷子天天有人扫。").first().waitFor();
	expect(await faultsInHand(page)).toEqual([]);
});

test("a household objects to an edition on a phone, and reads the answer there", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.homes.chen.viewer });
	const address = `/boards/${editions.published}/objections`;
	await page.goto(address);
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("textbox").fill("七月那次是邻村倒在我们这边的。");
	await page.getByRole("button", { name: "交给村里查" }).click();
	await page.getByText("交上去了").waitFor();
	expect(await faultsOn(page)).toEqual([]);
	const answer = { subject: editions.published, number: 1, isUpheld: false, answer: "查了走访的照片，是本村的。" };
	await answerObjection(BOARD_OBJECTIONS, { ...answer, by: cast.staff.wang, at: new Date() });
	await page.goto(address);
	await page.getByText("查了走访的照片，是本村的。").waitFor();
	expect(await faultsInHand(page)).toEqual([]);
});
