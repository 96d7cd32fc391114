import { expect, test } from "vitest";
import { cellAround, polygonOf } from "#http/open-data/geometry.ts";
import { faultsOfGeoJson } from "#tests/open-data.ts";

const featureOf = (geometry: unknown) => ({ type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry }] });

test.each([
	["in China", { north: 35_123, east: 110_456 }, { south: 35.1225, west: 110.4555 }],
	["south of the equator and west of Greenwich", { north: -1, east: -70_001 }, { south: -0.0015, west: -70.0015 }],
])("a position of about 100 m is a cell %s, in exact numbers and counterclockwise", (_, rounded, cell) => {
	expect(cellAround(rounded)).toEqual(cell);
	const polygon = polygonOf(cell);
	expect(faultsOfGeoJson(featureOf(polygon))).toEqual([]);
	expect(polygon.coordinates[0]?.[2]).toEqual([(2 * rounded.east + 1) / 2000, (2 * rounded.north + 1) / 2000]);
});

test("what has no position has no cell", () => {
	expect(cellAround({ north: null, east: 1 })).toBeNull();
});

test.each([
	[
		"is not closed",
		[
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 1],
		],
	],
	[
		"runs clockwise",
		[
			[0, 0],
			[0, 1],
			[1, 1],
			[1, 0],
			[0, 0],
		],
	],
	[
		"says latitude first",
		[
			[35, 110],
			[36, 110],
			[36, 111],
			[35, 110],
		],
	],
])("a ring that %s is found", (_, ring) => {
	expect(faultsOfGeoJson(featureOf({ type: "Polygon", coordinates: [ring] }))).not.toEqual([]);
});
