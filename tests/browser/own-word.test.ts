import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { RULES } from "#tests/drafts.ts";
import { useSite } from "#tests/server.ts";
import { letIn } from "#tests/slips.ts";

let scene: Awaited<ReturnType<typeof openAlbum>>;
let nominations: string;
const site = useSite(async () => {
	scene = await openAlbum();
	const { pairs, places, staff } = scene;
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const days = {
		opensAt: minutesAfter(new Date(), 60),
		closesAt: minutesAfter(new Date(), 600),
		paperUntil: minutesAfter(new Date(), 600),
	};
	const { roundId } = await draftRound({ by: staff.wang, regionId: places.shilin.id, draft: { ...RULES, ...days }, at: new Date() });
	for (const submissionId of [pairs.bao, pairs.chen]) await nominate({ by: staff.wang, roundId, submissionId, words: "", at: new Date() });
	const asked = await db.select().from(voteNominations);
	const of = (householdId: string) => asked.find((one) => one.householdId === householdId)?.id ?? "";
	const heard = { answer: "accepted" as const, words: "", by: staff.song, saidBy: "陈桂兰", at: new Date() };
	await answerNomination({ ...heard, nominationId: of("household-chen") });
	nominations = `/staff/votes/${roundId}/nominations?answer=${of("household-bao")}`;
});
const open = useBrowser();

async function atHome(home: "bao" | "chen") {
	const page = await open({ site: site(), width: 360, looks: true });
	const { sessionId } = await letIn(home, scene.staff.wang, new Date());
	await page.context().addCookies([{ name: "session", value: sessionId, url: site().origin }]);
	await page.goto("/me");
	return page;
}

const pages = {
	"the home whose slip may not answer": async () => atHome("bao"),
	"the home for which somebody answered": async () => atHome("chen"),
	"the officer's form": async () => {
		const page = await open({ site: site(), width: 360, viewer: scene.staff.song, looks: true });
		await page.goto(nominations);
		expect(await page.locator("#answer").isVisible()).toBe(true);
		return page;
	},
};
const names = Object.keys(pages) as (keyof typeof pages)[];

test.each(names)("%s has nothing that axe finds, by day and by night, and fits 320 pixels with letters twice as large", async (name) => {
	const page = await pages[name]();
	expect(await faultsOn(page)).toEqual([]);
	await page.emulateMedia({ colorScheme: "dark" });
	expect(await faultsOn(page)).toEqual([]);
	await page.setViewportSize({ width: 320, height: 640 });
	await page.evaluate(() => document.documentElement.style.setProperty("--root", "225%"));
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
