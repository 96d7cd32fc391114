import { afterAll, expect, test } from "vitest";
import { courtyardOf, drawCourtyard } from "#demo/scene/drawing.ts";
import { photograph } from "#demo/scene/photograph.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addModelPhoto } from "#domain/models/pairs.ts";
import { showStory } from "#domain/models/stories.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
import { titledModel } from "#tests/models.ts";
import { uploadOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { spotOffices } from "#tests/spots.ts";

let model = "";
let yun: Viewer;
const site = useSite(async () => {
	const cast = await inviteCast();
	const offices = await spotOffices(cast);
	yun = offices.yun;
	await waiveTotp(cast.staff.wang);
	model = await titledModel(cast, offices, daysAgo(25));
	const on = { modelVillageId: model, words: "西坡的晒场，拆了棚子铺了砖", by: yun, at: daysAgo(3) };
	for (const side of ["before", "after"] as const) {
		const drawing = drawCourtyard(courtyardOf("square"), { moment: side, category: "Q3-01", takenAt: daysAgo(3), view: 0 });
		const taken = await photograph(drawing, { takenAt: daysAgo(3), gps: { lat: 30.1, lon: 110.6 }, make: "HUAWEI", model: "Mate 60" });
		await addModelPhoto({ ...on, pairId: "square-of-the-west", side, upload: await uploadOf(taken) });
	}
	await showStory({ modelVillageId: model, by: offices.tao, at: daysAgo(2) });
});
const open = useBrowser();
afterAll(closeDarkroom);

const pages: Record<string, [address: () => string, viewer?: () => Viewer]> = {
	list: [() => "/models"],
	visit: [() => `/models/${model}`],
	desk: [() => "/staff/models", () => yun],
	work: [() => `/staff/models/${model}`, () => yun],
};

test.each(Object.keys(pages))("%s has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels", async (name) => {
	const [address, viewer] = pages[name] as (typeof pages)[string];
	const page = await open({ site: site(), width: 360, looks: true, ...(viewer && { viewer: viewer() }), provokes: /404/ });
	await page.goto(address());
	expect(await faultsInHand(page)).toEqual([]);
});
