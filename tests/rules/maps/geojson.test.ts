import { expect, test } from "vitest";
import { areaOf, readOutlines } from "#domain/maps/geojson.ts";
import { simplified } from "#domain/maps/simplify.ts";
import type { Position, Ring } from "#domain/maps/types.ts";
import { collection, polygon, square, village } from "#tests/outlines.ts";

const fileOf = (json: unknown) => new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json));
const read = (json: unknown) => readOutlines(fileOf(json));
const good = village(polygon(square(110, 30)));

test.each([
	["no JSON", "name,code\n青石村,1", "notJson"],
	["a JSON that broke off", JSON.stringify(collection(good)).slice(0, -9), "notJson"],
	["TopoJSON", { type: "Topology", objects: {}, arcs: [] }, "topology"],
	["one feature alone", good, "notCollection"],
	["a list", [good], "notJson"],
	["nothing in it", collection(), "empty"],
	["a projected system", { ...collection(good), crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4526" } } }, "otherSystem"],
	["Web Mercator", { ...collection(good), crs: { type: "name", properties: { name: "EPSG:3857" } } }, "otherSystem"],
	["more features than a county has", collection(...Array.from({ length: 5_001 }, () => good)), "tooManyFeatures"],
	["no geometry", collection(village(null)), "noGeometry"],
	["a point", collection(village({ type: "Point", coordinates: [110, 30] })), "noPolygon"],
	["no ring", collection(village(polygon())), "noRing"],
	["three positions", collection(village(polygon(square(110, 30).slice(0, 3)))), "shortRing"],
	["a ring that does not close", collection(village(polygon(square(110, 30).slice(0, 4)))), "unclosed"],
	[
		"a line there and back",
		collection(
			village(
				polygon([
					[110, 30],
					[110.1, 30],
					[110, 30],
					[110, 30],
				]),
			),
		),
		"flat",
	],
	["words for numbers", collection(village(polygon(square(110, 30).map(([east, north]) => [String(east), north])))), "noNumbers"],
	["metres", collection(village(polygon(square(483_000, 3_320_000, 900)))), "projected"],
	["latitude before longitude", collection(village(polygon(square(30, 110)))), "swapped"],
	["a place abroad", collection(village(polygon(square(2.3, 48.8)))), "abroad"],
	["a village hundreds of kilometres away", collection(good, good, village(polygon(square(118, 40)))), "farAway"],
])("a file with %s is refused in words", (_what, json, reason) => {
	const { errors } = read(json);
	expect(errors.kept.map(({ key }) => key)).toEqual([`maps.reasons.${reason}`]);
});

test("more positions than may be are refused once, before they are looked at", () => {
	const { errors } = readOutlines(fileOf(collection(good, good, good)), 9);
	expect(errors.kept.map(({ key, line }) => [key, line])).toEqual([["maps.reasons.tooManyPositions", 0]]);
});

test("of a name, a system or a kind without end the beginning is told, and a list of lists is none", () => {
	const endless = "石".repeat(100_000);
	const { outlines } = read(collection(village(polygon(square(110, 30)), { name: endless, code: endless })));
	expect(outlines.map(({ name, code }) => [name.length, code.length])).toEqual([[60, 60]]);
	const ofSystem = (name: unknown) => ({ ...collection(good), crs: { type: "name", properties: { name } } });
	const deep = JSON.stringify(ofSystem("DEEP")).replace('"DEEP"', "[".repeat(100_000) + "]".repeat(100_000));
	for (const [json, told] of [[ofSystem(endless), endless.slice(0, 60)] as const, [deep, "?"] as const])
		expect(read(json).errors.kept).toMatchObject([{ key: "maps.reasons.otherSystem", params: { system: told } }]);
});

test("name and code are read under the names that surveys use, and the code of a survey's parcel is its village's", () => {
	const properties = [
		{ XZQDM: "990101100201", XZQMC: "青石村" },
		{ ZLDWDM: "9901011002010000000", ZLDWMC: "青石村" },
		{ code: 990_101_100_201, name: "青石村", fill: "#fff" },
	];
	for (const own of properties)
		expect(read(collection(village(polygon(square(110, 30)), own))).outlines).toMatchObject([{ name: "青石村", code: "990101100201" }]);
});

test("what GIS programs of China write is read: GBK, a BOM, CGCS2000, heights, several pieces, a line that crosses itself", () => {
	const pieces = { type: "MultiPolygon", coordinates: [[square(110, 30)], [square(110.1, 30)]] };
	const crossing: Ring = [
		[110, 30],
		[110.02, 30.02],
		[110.02, 30],
		[110, 30.01],
		[110, 30],
	];
	const high = polygon(square(110, 30).map(([east, north]) => [east, north, 812.5]));
	const cgcs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4490" } };
	const file = fileOf({ ...collection(village(pieces), village(polygon(crossing)), village(high)), crs: cgcs });
	const { outlines, errors } = readOutlines(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file]));
	expect([errors.kept, outlines.map(({ shape }) => shape.length)]).toEqual([[], [2, 1, 1]]);
	expect(outlines[2]?.shape[0]?.[0]?.[0]).toEqual([110, 30]);
	// 青石村 in GB18030.
	const [head = "", tail = ""] = JSON.stringify(collection(good)).split("青石村");
	const gbk = Buffer.concat([Buffer.from(head), Buffer.from([0xc7, 0xe0, 0xca, 0xaf, 0xb4, 0xe5]), Buffer.from(tail)]);
	expect(readOutlines(gbk).outlines).toMatchObject([{ name: "青石村" }]);
});

/** A border of many small bends from south to north. */
const bends = Array.from({ length: 400 }, (_, n): Position => [110.01 + 0.00004 * (n % 2), 30 + n * 0.000025]);

test("simplified, a border has fewer positions, and neighbours still share it", () => {
	const west = [[110, 30] as Position, ...bends, [110, 30.01] as Position, [110, 30] as Position];
	const east = [...bends.toReversed(), [110.02, 30] as Position, [110.02, 30.01] as Position];
	const closed = [...east, east[0] as Position];
	const [one, other] = simplified(read(collection(village(polygon(west)), village(polygon(closed)))).outlines);
	const positions = [one, other].map((outline) => outline?.shape[0]?.[0] ?? []);
	expect(Math.max(...positions.map((ring) => ring.length))).toBeLessThan(12);
	const areas = positions.map((ring) => areaOf(ring) / 2);
	expect((areas[0] ?? 0) + (areas[1] ?? 0)).toBeCloseTo(0.0002, 6);
});

test("outer rings run against the clock and holes with it, whichever way they came; a village smaller than a field is kept", () => {
	const hole = square(110.002, 30.002, 0.004);
	const tiny = square(110.05, 30, 0.0002);
	const [one, other] = simplified(read(collection(village(polygon(square(110, 30).toReversed(), hole)), village(polygon(tiny)))).outlines);
	expect(one?.shape[0]?.map((ring) => Math.sign(areaOf(ring)))).toEqual([1, -1]);
	expect(areaOf(other?.shape[0]?.[0] ?? []) / 2).toBeCloseTo(0.0002 ** 2, 10);
});
