import { expect, test } from "vitest";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { settleVillages } from "#tests/villages.ts";
import { Visitor } from "#tests/visitor.ts";

// The villages of a county, as a stranger looks at them without scripts.
const site = useSite(async () => {
	await inviteCast();
	await settleVillages({ towns: 3, each: 21 });
});
const stranger = () => new Visitor(site().origin);

test("the map leads to a town, the town to each of its villages; what it shows is chosen by the address", async () => {
	const whole = await stranger().open("/villages");
	const links = (page: typeof whole, where: string) =>
		page.root.querySelectorAll(`${where} a`).map((link) => [link.getAttribute("aria-label"), link.getAttribute("href") ?? ""]);
	expect(whole.root.querySelectorAll("tbody tr")).toEqual([]);
	const towns = links(whole, ".map");
	expect(towns).toHaveLength(3);
	expect(towns[0]).toEqual([expect.stringMatching(/^云岭镇 \d+%$/), "/villages?figure=clean&town=town-0#town"]);
	expect(whole.root.querySelectorAll(".town-blocks a")).toHaveLength(4);
	const town = await stranger().open(towns[0]?.[1] ?? "");
	expect(town.root.querySelectorAll("tbody tr")).toHaveLength(21);
	expect(town.root.querySelectorAll(".map")[1]?.querySelectorAll("a")).toHaveLength(21);
	expect(town.text).toMatch(/安家村.*组.*\d+%（\d+%—\d+%），看过 \d+ 处/s);
	const other = await stranger().open(town.root.querySelectorAll(".map-figures a")[1]?.getAttribute("href") ?? "");
	expect([other.address, other.text.includes("展示过院子的户，占全部户的多少")]).toEqual(["/villages?figure=part&town=town-0", true]);
	expect((await stranger().open("/en/villages?figure=self&town=town-2")).text).toContain("household's own idea");
	for (const wrong of ["figure=points", "town=village-0-0", "town="])
		expect((await stranger().open(`/villages?${wrong}`)).status).toBe(404);
});

test("a village is found by its name, its pinyin or the first letters, and one that is not there is said not to be", async () => {
	for (const search of ["青石", "qingshi", "qsc"]) {
		const found = await stranger().submit(await stranger().open("/villages"), "查找", { search });
		expect([...found.root.querySelectorAll("#found ~ ul a")].map((link) => link.text.replaceAll(/\s+/g, " ").trim())).toEqual([
			"柿林镇 青石村",
		]);
	}
	expect((await stranger().open("/villages?search=zzz")).text).toContain("没有找到");
});
