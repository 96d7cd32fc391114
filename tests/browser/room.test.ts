import { expect, test } from "vitest";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsInHand } from "#tests/axe.ts";
import { CLEAR, twelveVillages, walked } from "#tests/boards.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { daysAgo, orderedAt } from "#tests/exposure.ts";
import { useSite } from "#tests/server.ts";
import { spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let tao: Awaited<ReturnType<typeof spotOffices>>["tao"];
const site = useSite(async () => {
	cast = await inviteCast();
	const offices = await spotOffices(cast);
	tao = offices.tao;
	await waiveTotp(cast.staff.wang);
	const last = monthAfter(monthAt(new Date()), -1);
	await walked(monthAfter(last, -3), last, CLEAR, await twelveVillages(cast));
	await orderedAt(cast, offices, daysAgo(20));
});
const open = useBrowser();

test("the room has nothing that axe finds, by day nor at night in 关怀版, and fits 320 pixels", async () => {
	const page = await open({ site: site(), width: 360, viewer: tao });
	await page.goto(`/staff/room?place=${cast.places.qingshi.id}`);
	expect(await faultsInHand(page)).toEqual([]);
});
