import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { inspections, PLACES } from "#db/schema/inspections.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { ownWalks } from "#domain/inspections/walks.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { hired } from "#tests/village.ts";
import { Visitor } from "#tests/visitor.ts";

let [gu, min]: Viewer[] = [];
const site = useSite(async () => {
	const cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: new Date() });
	gu = await hired("gu", "inspector", cast.places.shilin, cast.staff.wang, new Date());
	min = await hired("min", "inspector", cast.places.qingling, cast.staff.wang, new Date());
	const now = new Date();
	// The month before is drawn too, and over.
	for (const back of [-2, -1]) await drawInspections(startOf(`${monthAfter(monthAt(now), back)}-01`));
	await drawInspections(now);
});

const photo = async (number: number) =>
	new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], "IMG.jpg", { type: "image/jpeg" });

test("an inspector finds the hamlets that were drawn, taps through ten places without a script, and a fault with its photo is a spot", async () => {
	const all = [...(await ownWalks(gu as Viewer, new Date())), ...(await ownWalks(min as Viewer, new Date()))];
	expect(all).toHaveLength(2);
	const by = ((await ownWalks(gu as Viewer, new Date())).length > 0 ? gu : min) as Viewer;
	const visitor = await signIn(new Visitor(site().origin), by);
	const list = await visitor.open("/staff/inspections");
	expect(list.text).toContain("还没看");
	let page = await visitor.open(list.root.querySelector(".walks a")?.getAttribute("href") ?? "");
	const walkId = page.address.replace(/.*\//, "");
	expect(page.text).toContain("还有 10 处");
	// The first form of the page is that of the first place that is still open.
	for (const _place of PLACES.slice(0, 8)) page = await visitor.submit(page, "干净");
	page = await visitor.submit(page, "没有这种地方");
	expect(page.text).toContain("还有 1 处");

	page = await visitor.open(`/staff/inspections/${walkId}?fault=${PLACES[9]}`);
	const said = { categoryCode: "Q1-01", cause: "legacy", words: "墙根一大堆。" };
	const refused = await visitor.submit(page, "记下这个问题", {
		...said,
		photos: new File(["no picture"], "a.jpg", { type: "image/jpeg" }),
	});
	expect(refused.status).toBe(422);
	expect(refused.root.querySelector("textarea")?.textContent).toContain("墙根一大堆。");
	expect(await db.select().from(spots)).toEqual([]);
	page = await visitor.submit(refused, "记下这个问题", { ...said, photos: await photo(1) });
	expect(page.text).toContain("十处都看完了");
	expect(page.text).toContain("多年积下来的");
	expect(await db.select().from(spots)).toMatchObject([{ stage: "reported", categoryCode: "Q1-01" }]);
	expect(await db.select().from(inspections).where(eq(inspections.walkId, walkId))).toHaveLength(10);
	expect((await visitor.open("/staff/inspections")).text).toContain("看完了");

	const other = await signIn(new Visitor(site().origin), (by === gu ? min : gu) as Viewer);
	expect((await other.open(`/staff/inspections/${walkId}`)).status).toBe(404);
});

test("a stranger reads who was drawn in the month that is over, its seed and the pool; months that run are sealed, made up ones are not kept", async () => {
	const stranger = new Visitor(site().origin);
	const [now, over] = [monthAt(new Date()), monthAfter(monthAt(new Date()), -1)];
	const page = await stranger.open("/inspections");
	expect(page.root.querySelectorAll("tbody tr")).toHaveLength(2);
	expect(page.text).toContain("没去，或没看完");
	expect(page.root.querySelectorAll("main a[href^='/inspections?']").map((way) => way.getAttribute("href"))).toEqual([
		`/inspections?month=${over}`,
	]);
	expect((await stranger.open(`/inspections/pool.csv?month=${over}`)).status).toBe(200);
	expect((await stranger.open(`/inspections/pool.csv?month=${now}`)).status).toBe(404);
	const isKept = async (query: string) => (await stranger.open(`/inspections${query}`)).headers.get("etag") !== null;
	expect(
		await Promise.all(["", `?month=${over}`, `?month=${now}`, "?month=2020-01", "?month=", `?month=${over}&after=x`].map(isKept)),
	).toEqual([...[true, true, false], ...[false, false, false]]);
});
