import { expect, test } from "vitest";
import { faultsOfGeoJson } from "#tests/open-data.ts";

const featureOf = (geometry: unknown) => ({ type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry }] });

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
