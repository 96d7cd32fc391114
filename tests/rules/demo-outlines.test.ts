import { expect, test } from "vitest";
import { plannedDistrict } from "#demo/district.ts";
import { outlinesDrawn } from "#demo/outlines.ts";
import { seededRandom } from "#demo/random.ts";
import { drawingOf } from "#domain/maps/drawing.ts";
import { readOutlines } from "#domain/maps/geojson.ts";
import { simplified } from "#domain/maps/simplify.ts";

const drawn = (seed: string) => outlinesDrawn(seededRandom(seed));

test("the demo's borders are those of its villages, and the villages of a town lie together without a gap", () => {
	const { households } = plannedDistrict(seededRandom("1/district"));
	const townOf = new Map(households.map(({ town, village }) => [village.name, town.name]));
	for (const seed of ["1", "2", "3"]) {
		const { outlines, errors } = readOutlines(drawn(seed));
		expect(errors.count).toBe(0);
		expect(outlines.map(({ name }) => name).sort()).toEqual([...townOf.keys()].sort());
		const villages = simplified(outlines).map(({ name, shape }) => ({ regionId: name, townId: townOf.get(name) ?? "", shape }));
		expect(drawingOf(villages).towns.map(({ path }) => path.match(/m/g)?.length)).toEqual([1, 1, 1]);
	}
});

test("the same seed draws the same borders, another seed other ones", () => {
	expect(drawn("1")).toEqual(drawn("1"));
	expect(drawn("2")).not.toEqual(drawn("1"));
});
