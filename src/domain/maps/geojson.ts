import { encodingOf, withoutMark } from "#domain/tables/encoding.ts";
import { Remarks } from "#domain/tables/remarks.ts";
import { tidyLine } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import type { Outline, Position, Ring, Shape } from "./types.ts";

/** A county has a thousand villages; a file of 20 MB holds no more positions. */
const MOST_FEATURES = 5_000;
const MOST_POSITIONS = 800_000;

/** Degrees in which China lies, and farther than any county reaches from its middle. */
const CHINA = { west: 73, east: 136, south: 3, north: 54 };
const REACH = 4;

// What offices' programs call them, first as 第三次国土调查 does.
const NAMES = ["xzqmc", "zldwmc", "qsdwmc", "name", "名称", "村名", "村名称", "行政村", "mc"];
const CODES = ["xzqdm", "zldwdm", "qsdwdm", "code", "代码", "区划代码", "统计用区划代码", "adcode", "dm"];

/** WGS-84 in its two spellings, and CGCS2000, which lies within a hand's breadth of it. */
const SYSTEMS = /(?:CRS:?84|EPSG:+(?:[\d.]*:)?(?:4326|4490))$/i;

type Wrong = { key: MessageKey; params?: Record<string, string | number> };
/** What is wrong with one place, or with the whole file (0). */
type Say = (wrong: Wrong, feature?: { number: number; name: string }) => void;

/** The places of a GeoJSON file (RFC 7946) in the order of the file. What is wrong is among the errors. Lines that cross themselves are taken as they are. */
export function readOutlines(file: Uint8Array, mostPositions = MOST_POSITIONS): { outlines: Outline[]; errors: Remarks } {
	const errors = new Remarks();
	const say: Say = (wrong, { number, name } = { number: 0, name: "" }) => errors.add({ line: number, column: "", value: name, ...wrong });
	const features = featuresOf(parsed(file), say);
	const count = { left: mostPositions };
	const outlines = features.flatMap((feature, n) => outlineOf(feature, n + 1, { say, count }) ?? []);
	if (count.left < 0) say({ key: "maps.reasons.tooManyPositions", params: { most: mostPositions } });
	sayFarAway(outlines, say);
	return { outlines, errors };
}

function parsed(file: Uint8Array): unknown {
	const bytes = withoutMark(file);
	try {
		return JSON.parse(new TextDecoder(encodingOf(bytes)).decode(bytes));
	} catch {
		return undefined;
	}
}

function featuresOf(json: unknown, say: Say): unknown[] {
	if (!isObject(json)) {
		say({ key: "maps.reasons.notJson" });
		return [];
	}
	const { type, crs, features } = json;
	const system = systemOf(crs);
	const found = Array.isArray(features) ? features : [];
	if (type === "Topology") say({ key: "maps.reasons.topology" });
	else if (type !== "FeatureCollection" || !Array.isArray(features)) say({ key: "maps.reasons.notCollection" });
	else if (crs !== undefined && crs !== null && !SYSTEMS.test(system)) say({ key: "maps.reasons.otherSystem", params: { system } });
	else if (found.length === 0) say({ key: "maps.reasons.empty" });
	else if (found.length > MOST_FEATURES) say({ key: "maps.reasons.tooManyFeatures", params: { most: MOST_FEATURES } });
	else return found;
	return [];
}

function systemOf(crs: unknown): string {
	const properties = isObject(crs) && isObject(crs["properties"]) ? crs["properties"] : {};
	return told(properties["name"] ?? properties["href"]);
}

/** No place has a longer name; of what is longer the page tells the beginning. */
const MOST_TOLD = 60;

function told(value: unknown): string {
	return typeof value === "string" || typeof value === "number" ? tidyLine(String(value).slice(0, MOST_TOLD)) : "?";
}

interface Reading {
	say: Say;
	count: { left: number };
}

function outlineOf(feature: unknown, number: number, { say, count }: Reading): Outline | undefined {
	const properties = isObject(feature) && isObject(feature["properties"]) ? feature["properties"] : {};
	const name = propertyAmong(properties, NAMES);
	const code = propertyAmong(properties, CODES).replace(/^(\d{12})0{7}$/, "$1");
	const geometry = isObject(feature) ? feature["geometry"] : undefined;
	const shape = isObject(geometry) ? shapeOf(geometry, count) : { key: "maps.reasons.noGeometry" as const };
	if ("key" in shape) {
		if (count.left >= 0) say(shape, { number, name: name || code });
		return undefined;
	}
	return { number, name, code, shape };
}

function propertyAmong(properties: Record<string, unknown>, names: string[]): string {
	const own = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
	const found = names
		.map((name) => own.get(name))
		.find((value) => (typeof value === "string" && value !== "") || typeof value === "number");
	return told(found ?? "");
}

function shapeOf({ type, coordinates }: Record<string, unknown>, count: Reading["count"]): Shape | Wrong {
	if (type !== "Polygon" && type !== "MultiPolygon") return { key: "maps.reasons.noPolygon", params: { type: told(type) } };
	const polygons = type === "Polygon" ? [coordinates] : coordinates;
	if (!Array.isArray(polygons) || polygons.length === 0) return { key: "maps.reasons.noRing" };
	const shape: Shape = [];
	for (const polygon of polygons) {
		if (!Array.isArray(polygon) || polygon.length === 0) return { key: "maps.reasons.noRing" };
		const rings: Ring[] = [];
		for (const coordinates of polygon) {
			const ring = ringOf(coordinates, count);
			if ("key" in ring) return ring;
			rings.push(ring);
		}
		shape.push(rings);
	}
	return shape;
}

function ringOf(coordinates: unknown, count: Reading["count"]): Ring | Wrong {
	if (!Array.isArray(coordinates) || coordinates.length < 4) return { key: "maps.reasons.shortRing" };
	count.left -= coordinates.length;
	if (count.left < 0) return { key: "maps.reasons.tooManyPositions" };
	const wrong = coordinates.map(wrongWith).find((found) => found !== undefined);
	if (wrong) return wrong;
	const ring = (coordinates as Position[]).map(([east, north]): Position => [east, north]);
	const [first, last] = [ring[0], ring.at(-1)];
	if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return { key: "maps.reasons.unclosed" };
	return areaOf(ring) === 0 ? { key: "maps.reasons.flat" } : ring;
}

function wrongWith(position: unknown): Wrong | undefined {
	const [east, north]: unknown[] = Array.isArray(position) ? position : [];
	if (!Number.isFinite(east) || !Number.isFinite(north)) return { key: "maps.reasons.noNumbers" };
	const [x, y] = [Number(east), Number(north)];
	if (Math.abs(x) > 180 || Math.abs(y) > 180) return { key: "maps.reasons.projected" };
	if (isInChina(x, y)) return undefined;
	return isInChina(y, x) ? { key: "maps.reasons.swapped" } : { key: "maps.reasons.abroad", params: { east: x, north: y } };
}

function isInChina(east: number, north: number): boolean {
	return east >= CHINA.west && east <= CHINA.east && north >= CHINA.south && north <= CHINA.north;
}

/** Twice the area that a ring goes around, in square degrees; negative if it runs clockwise. */
export function areaOf(ring: Ring): number {
	const [[x0, y0] = [0, 0]] = ring;
	let area = 0;
	for (let n = 1; n < ring.length; n += 1) {
		const [[ax, ay], [bx, by]] = [ring[n - 1] as Position, ring[n] as Position];
		area += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return area;
}

function sayFarAway(outlines: Outline[], say: Say): void {
	const places = outlines.map(({ shape }) => shape[0]?.[0]?.[0] ?? [0, 0]);
	const middle = [0, 1].map((axis) => places.map((place) => place[axis] ?? 0).sort((one, other) => one - other)[places.length >> 1] ?? 0);
	for (const [n, { number, name, code }] of outlines.entries()) {
		const isFar = middle.some((half, axis) => Math.abs((places[n]?.[axis] ?? 0) - half) > REACH);
		if (isFar) say({ key: "maps.reasons.farAway" }, { number, name: name || code });
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
