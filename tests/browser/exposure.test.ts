import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { reviewTakedown, takeDown } from "#domain/exposure/take-down.ts";
import { confirmFix } from "#domain/spots/confirm-spot.ts";
import { explain } from "#domain/spots/work.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { daysAgo, orderedAt, policyFor, proposedCard, shownCard } from "#tests/exposure.ts";
import { useSite } from "#tests/server.ts";
import { type Offices, saidFixed, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const spots: Record<string, string> = {};
const cards: Record<string, string> = {};
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await waiveTotp(cast.staff.wang);
	await policyFor(cast, offices, daysAgo(90));
	for (const place of ["老井旁边", "村口桥头", "水塘边", "岔路口", "小学墙外", "旧戏台前"])
		spots[place] = (await orderedAt(cast, offices, daysAgo(20), place)).spotId;
	for (const place of ["老井旁边", "村口桥头", "水塘边", "岔路口"])
		cards[place] = await shownCard(cast, spots[place] as string, daysAgo(2));
	await explain({ spotId: spots["老井旁边"] as string, words: "清运车坏了，星期五修好，修好就来拉。", by: offices.yun, at: daysAgo(1) });
	await saidFixed(spots["村口桥头"] as string, offices.yun, daysAgo(1));
	await confirmFix({ spotId: spots["村口桥头"] as string, isClear: true, by: offices.gu, at: daysAgo(1) });
	await tendExposures(daysAgo(1));
	for (const place of ["水塘边", "岔路口"]) await takeDown({ exposureId: cards[place] as string, words: "", at: new Date() });
	const review = { exposureId: cards["水塘边"] as string, outcome: "removed", words: "看得出是谁家的门。" };
	await reviewTakedown({ ...review, by: cast.staff.meng, at: new Date() });
	await proposedCard(cast, spots["小学墙外"] as string, daysAgo(1));
});
const open = useBrowser();

const staff = (name: "li" | "meng" | "wang") => () => cast.staff[name] as Viewer;
const pages: Record<string, [address: () => string, viewer?: () => Viewer]> = {
	list: [() => "/exposure"],
	none: [() => `/exposure?village=${cast.places.baiyang.id}`],
	card: [() => `/exposure/${cards["老井旁边"]}`],
	corrected: [() => `/exposure/${cards["村口桥头"]}`],
	policy: [() => "/exposure/policy"],
	desk: [() => "/staff/exposure", staff("meng")],
	propose: [() => `/staff/exposure/${spots["旧戏台前"]}`, staff("li")],
	sign: [() => `/staff/exposure/${spots["小学墙外"]}`, staff("wang")],
	review: [() => `/staff/exposure/${spots["岔路口"]}`, staff("meng")],
	adopt: [() => `/admin/regions?place=${cast.places.qingshi.id}`, staff("wang")],
};

test.each(Object.keys(pages))("%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels", async (name) => {
	const [address, viewer] = pages[name] as (typeof pages)[string];
	const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer: viewer() }) });
	await page.goto(address());
	expect(await faultsInHand(page)).toEqual([]);
});
