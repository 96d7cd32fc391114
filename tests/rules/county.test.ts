import { expect, test } from "vitest";
import { seededRandom } from "#demo/random.ts";
import { plannedHomes, plannedPlaces } from "../bench/county/places.ts";

const county = (seed: string) => plannedPlaces(seededRandom(seed));

test("the invented county has the shapes of real ones: names that repeat in several towns, long ones, brackets and dots", () => {
	const { towns, villages, hamlets } = county("1");
	expect([towns.length, villages.length, hamlets.length]).toEqual([25, 1_032, 5_662]);
	const byName = Map.groupBy(villages, ({ name }) => name);
	expect([...byName.values()].filter((same) => same.length > 1)).toHaveLength(56);
	expect(new Set(byName.get("高庄村委会")?.map(({ parentId }) => parentId)).size).toBe(4);
	for (const shape of [/^（/, /·/, /嘎查$/, /（.\S*）$/]) expect(villages.some(({ name }) => shape.test(name))).toBe(true);
	expect(new Set([...towns, ...villages, ...hamlets].map(({ code }) => code)).size).toBe(25 + 1_032 + 5_662);
});

test("the same seed gives the same county, to the last household", () => {
	expect(county("1")).toEqual(county("1"));
	expect(county("1").villages.map(({ name }) => name)).not.toEqual(county("2").villages.map(({ name }) => name));
	const homes = () => plannedHomes(seededRandom("1"), county("1").hamlets.slice(0, 3));
	expect(homes()).toEqual(homes());
});
