import { type ExtendedFeatureCollection, type GeoContext, geoIdentity, geoPath } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { planarTriangleArea, presimplify, quantile, simplify } from "topojson-simplify";
import type { Drawing, Shape } from "./types.ts";

export interface Outlined {
	regionId: string;
	townId: string;
	shape: Shape;
}

/** How wide a drawing is; its height follows. Places are whole numbers, so that a path is short. */
export const WIDTH = 1000;
const MARGIN = 4;
/** No map is taller than a phone's screen. */
const TALLEST = 1.3;
/** Positions of a village on a map of very many. */
const FEW = 12;

interface Area {
	id: string;
	type: "MultiPolygon";
	coordinates: Shape;
}

/** The villages, all of one map, at their places, with the towns' borders between them. */
export function drawingOf(outlined: Outlined[], { isRough = false } = {}): Drawing {
	const middle = middleOf(outlined.flatMap(({ shape }) => shape.flatMap(([outer = []]) => outer.map(([, north]) => north))));
	// A degree of longitude is shorter the farther north it lies; on a district's map that is all that a projection does.
	const narrower = Math.cos((middle * Math.PI) / 180);
	const areas = outlined.map(({ regionId, shape }): Area => {
		const coordinates = shape.map((rings) => rings.map((ring) => ring.map(([east, north]): [number, number] => [east * narrower, north])));
		return { id: regionId, type: "MultiPolygon", coordinates };
	});
	const shared = sharedBy(areas, isRough);
	const townOf = new Map(outlined.map(({ regionId, townId }) => [regionId, townId]));
	const objects = Object.entries(shared.objects).map(([id, object]) => ({ ...(object as TopologyArea), id }));
	const pen = penFor(areas);
	const towns = Map.groupBy(objects, ({ id }) => townOf.get(id) ?? "");
	const border = mesh(
		shared,
		{ type: "GeometryCollection", geometries: objects },
		(one, other) => townOf.get(String(one.id)) !== townOf.get(String(other.id)),
	);
	return {
		...{ width: WIDTH, height: pen.height },
		villages: objects.map((object) => ({ regionId: object.id, ...pen.draw(feature(shared, object).geometry) })),
		towns: [...towns].map(([townId, own]) => ({ townId, ...pen.draw(merge(shared, own)) })),
		borders: pen.draw(border).path,
	};
}

type Shared = Parameters<typeof simplify>[0];
type TopologyArea = Extract<Shared["objects"][string], { type: "MultiPolygon" }>;

function sharedBy(areas: Area[], isRough: boolean): Shared {
	const whole = topology(Object.fromEntries(areas.map((area) => [area.id, area]))) as Shared;
	if (!isRough) return whole;
	const weighed = presimplify(whole, planarTriangleArea);
	const count = whole.arcs.reduce((sum, arc) => sum + arc.length, 0);
	return simplify(weighed, quantile(weighed, Math.min(1, (FEW * areas.length) / Math.max(1, count))));
}

function middleOf(values: number[]): number {
	return values.length === 0
		? 0
		: (values.reduce((least, value) => Math.min(least, value)) + values.reduce((most, value) => Math.max(most, value))) / 2;
}

function penFor(areas: Area[]) {
	const all: ExtendedFeatureCollection = {
		type: "FeatureCollection",
		features: areas.map((geometry) => ({ type: "Feature", properties: null, geometry })),
	};
	const [[left, top], [right, bottom]] = geoPath().bounds(all);
	const height = Math.round(Math.min(TALLEST, (bottom - top) / (right - left)) * WIDTH);
	const extent: [[number, number], [number, number]] = [
		[MARGIN, MARGIN],
		[WIDTH - MARGIN, height - MARGIN],
	];
	const projection = geoIdentity().reflectY(true).fitExtent(extent, all);
	const draw = (geometry: Parameters<ReturnType<typeof geoPath>>[0]) => {
		const written = new WrittenPath();
		geoPath(projection, written)(geometry);
		const [x, y] = geoPath(projection).centroid(geometry);
		return { path: written.text, x: Math.round(x), y: Math.round(y) };
	};
	return { height, draw };
}

/** The steps of a path, each from the one before, in whole numbers: half as long as the places themselves. */
class WrittenPath implements GeoContext {
	text = "";
	#at = [0, 0];
	#from = [0, 0];

	beginPath(): void {}
	arc(): void {}

	moveTo(x: number, y: number): void {
		this.text += `m${this.#step(x, y)}`;
		this.#from = this.#at;
	}

	lineTo(x: number, y: number): void {
		const step = this.#step(x, y);
		if (step !== "0 0") this.text += `l${step}`;
	}

	closePath(): void {
		this.text += "z";
		this.#at = this.#from;
	}

	#step(x: number, y: number): string {
		const [wasX = 0, wasY = 0] = this.#at;
		this.#at = [Math.round(x), Math.round(y)];
		return `${Math.round(x) - wasX} ${Math.round(y) - wasY}`.replace(" -", "-");
	}
}
