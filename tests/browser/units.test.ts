import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { setDuty } from "#domain/units/duties.ts";
import { addUnit } from "#domain/units/units.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { toPhoneAtNight, useBrowser } from "#tests/browser.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { spotOffices } from "#tests/spots.ts";
import { addTown } from "#tests/towns.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let tao: Viewer;
let unitId = "";
const site = useSite(async () => {
	cast = await inviteCast();
	const { qingling, shilin, qingshi, baiyang } = cast.places;
	await waiveTotp(cast.staff.wang);
	({ tao, unitId } = await spotOffices(cast));
	await addTown(qingling, 70, 2);
	const by = { by: tao, at: MORNING };
	const water = await addUnit({ ...by, regionId: shilin.id, name: "柿林镇水务和村镇建设综合服务中心", phone: "0991-8812345转8001" });
	const duties = [
		[shilin.id, "Q2-"],
		[qingshi.id, "W-01"],
		[baiyang.id, ""],
	] as const;
	for (const [regionId, categoryPrefix] of duties) await setDuty({ ...by, ...water, regionId, categoryPrefix });
});
const open = useBrowser();

const pages: Record<string, { address: () => string; viewer: () => Viewer | null }> = {
	"a district's list": { address: () => "/admin/units", viewer: () => cast.staff.wang },
	"a town's list": { address: () => "/admin/units", viewer: () => tao },
	"a new unit": { address: () => "/admin/units/new", viewer: () => cast.staff.wang },
	"a unit": { address: () => `/admin/units/${unitId}?search=gu`, viewer: () => tao },
	"the table": { address: () => "/admin/units/import", viewer: () => tao },
	"the village": { address: () => `/villages/${cast.places.qingshi.id}`, viewer: () => null },
};

test.each(Object.entries(pages))(
	"%s has nothing that axe finds, at a desk and on a phone at night, and fits 320 pixels with letters twice as large",
	async (name, { address, viewer }) => {
		const who = viewer();
		const page = await open({ site: site(), width: 1280, looks: true, ...(who && { viewer: who }) });
		await page.goto(address());
		if (name === "the table") {
			const lines = ["单位,所在地方,办公电话,负责的地方,负责的类别,经办人用户名", "柿林镇环卫站,990101100,0991-8812000,柿林镇 青石村,,gu"];
			const table = { name: "责任单位.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
			await page.setInputFiles("input[type=file]", table);
			await page.getByRole("button", { name: "先看一遍，不改动" }).click();
			await page.getByText("会改 4 处").waitFor();
		}
		expect(await faultsOn(page)).toEqual([]);
		await toPhoneAtNight(page);
		expect(await faultsOn(page)).toEqual([]);
		await page.setViewportSize({ width: 320, height: 700 });
		await page.evaluate(() => document.documentElement.style.setProperty("--root", "200%"));
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
	},
);
