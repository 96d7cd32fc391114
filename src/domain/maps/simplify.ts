import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { planarTriangleArea, presimplify, quantile, simplify } from "topojson-simplify";
import { areaOf } from "./geojson.ts";
import type { Outline, Position, Ring, Shape } from "./types.ts";

/** About a metre: finer than anybody draws, and what two neighbours share stays the same. */
const ROUNDED = 1e5;
/** Of a triangle, in square degrees: what is smaller than some 100 m across is not seen on a map of a town. */
const LEAST_WEIGHT = 5e-7;
/** Of a village, on average. */
const POSITIONS = 60;

/** Fewer positions by Visvalingam's weights; lines that two places share stay shared, so that no gap opens between them. Outer rings run as RFC 7946 wants. */
export function simplified(outlines: Outline[]): Outline[] {
	const rounded = outlines.map(({ shape }) => ({ type: "MultiPolygon" as const, coordinates: roundedShape(shape) }));
	const shared = topology(Object.fromEntries(rounded.map((geometry, n) => [n, geometry]))) as Parameters<typeof presimplify>[0];
	const whole = presimplify(shared, planarTriangleArea);
	const count = whole.arcs.reduce((sum, arc) => sum + arc.length, 0);
	const weight = Math.max(LEAST_WEIGHT, quantile(whole, Math.min(1, (POSITIONS * outlines.length) / Math.max(1, count))));
	const fewer = simplify(whole, weight);
	return outlines.map((outline, n) => {
		const geometry = fewer.objects[n];
		const found = geometry && feature(fewer, geometry);
		const shape = found && "geometry" in found && found.geometry.type === "MultiPolygon" ? (found.geometry.coordinates as Shape) : [];
		const own = rounded[n]?.coordinates ?? [];
		return { ...outline, shape: wound(withArea(shape) ?? withArea(own) ?? own) };
	});
}

function roundedShape(shape: Shape): Shape {
	const round = (degrees: number) => Math.round(degrees * ROUNDED) / ROUNDED;
	return shape.map((rings) => rings.map((ring) => ring.map(([east, north]): Position => [round(east), round(north)])));
}

/** Without islands and holes of which nothing is left; null if nothing at all is. */
function withArea(shape: Shape): Shape | null {
	const left = shape.filter(([outer]) => outer && areaOf(outer) !== 0).map((rings) => rings.filter((ring) => areaOf(ring) !== 0));
	return left.length > 0 ? left : null;
}

/** As RFC 7946 winds rings, each from its westernmost position on: the same border is always the same text. */
function wound(shape: Shape): Shape {
	return shape.map((rings) => rings.map((ring, n) => fromWest(areaOf(ring) > 0 === (n === 0) ? ring : ring.toReversed())));
}

function fromWest(ring: Ring): Ring {
	const open = ring.slice(1);
	const west = open.reduce((best, [east, north], n) => {
		const [leastEast, leastNorth] = open[best] as Position;
		return east < leastEast || (east === leastEast && north < leastNorth) ? n : best;
	}, 0);
	return [...open.slice(west), ...open.slice(0, west), open[west] as Position];
}
