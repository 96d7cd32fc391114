import { closed, type Dot, open } from "./brush.ts";

/** Metres: to the right, up, and away from the gate towards the house. */
export type Spot = readonly [x: number, y: number, z: number];
/** `yaw` turns to the right in radians, `focal` and `horizon` are in drawing units. The lens is shifted, never tipped: uprights stay upright. */
export type Camera = { eye: Spot; yaw: number; focal: number; horizon: number };
export type Seen = { x: number; y: number; depth: number };

export const WIDTH = 1280;
export const HEIGHT = 960;
const NEAREST = 0.35;
/** What lies further outside the picture than this is not written down. */
const EDGE = 30;

export type Lens = {
	camera: Camera;
	/** Drawing units per metre at a depth. */
	scaleAt(depth: number): number;
	depthOf(spot: Spot): number;
	/** Unclamped: ask only for spots known to lie before the camera. */
	seen(spot: Spot): Seen;
	faceOn(spots: readonly Spot[]): string;
	course(spots: readonly Spot[]): string;
	dots(spots: readonly Spot[]): Dot[];
};

export function lensOf(camera: Camera): Lens {
	const [cos, sin] = [Math.cos(camera.yaw), Math.sin(camera.yaw)];
	const turned = (spot: Spot): Spot => {
		const [dx, dy, dz] = [spot[0] - camera.eye[0], spot[1] - camera.eye[1], spot[2] - camera.eye[2]];
		return [dx * cos - dz * sin, dy, dx * sin + dz * cos];
	};
	const flat = (spot: Spot): Dot => [WIDTH / 2 + (camera.focal * spot[0]) / spot[2], camera.horizon - (camera.focal * spot[1]) / spot[2]];
	const dots = (spots: readonly Spot[]) => clipped(spots.map(turned)).map(flat);
	const inFrame = (found: readonly Dot[]) =>
		found.some(([x]) => x > -EDGE) &&
		found.some(([x]) => x < WIDTH + EDGE) &&
		found.some(([, y]) => y > -EDGE) &&
		found.some(([, y]) => y < HEIGHT + EDGE);
	const kept = (found: Dot[]) => (inFrame(found) ? found : []);
	return {
		camera,
		scaleAt: (depth) => camera.focal / Math.max(NEAREST, depth),
		depthOf: (spot) => turned(spot)[2],
		seen: (spot) => {
			const there = turned(spot);
			const [x, y] = flat([there[0], there[1], Math.max(NEAREST, there[2])]);
			return { x, y, depth: there[2] };
		},
		dots,
		faceOn: (spots) => closed(kept(dots(spots))),
		course: (spots) =>
			courseBefore(spots.map(turned))
				.map((run) => open(kept(run.map(flat))))
				.join(""),
	};
}

/** Sutherland–Hodgman against the plane just before the eye. */
function clipped(spots: readonly Spot[]): Spot[] {
	const kept: Spot[] = [];
	spots.forEach((spot, i) => {
		const last = spots[(i + spots.length - 1) % spots.length] as Spot;
		if (spot[2] >= NEAREST !== last[2] >= NEAREST) kept.push(crossing(last, spot));
		if (spot[2] >= NEAREST) kept.push(spot);
	});
	return kept;
}

function courseBefore(spots: readonly Spot[]): Spot[][] {
	const runs: Spot[][] = [];
	for (let i = 1; i < spots.length; i++) {
		const [from, to] = [spots[i - 1] as Spot, spots[i] as Spot];
		if (from[2] < NEAREST && to[2] < NEAREST) continue;
		const start = from[2] < NEAREST ? crossing(from, to) : from;
		const end = to[2] < NEAREST ? crossing(from, to) : to;
		const run = runs.at(-1);
		if (run?.at(-1) === start) run.push(end);
		else runs.push([start, end]);
	}
	return runs;
}

function crossing(from: Spot, to: Spot): Spot {
	const share = (NEAREST - from[2]) / (to[2] - from[2]);
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, NEAREST];
}

/** A flat face in space with its own ruler: `at(u, v)` in metres along and up. */
export type Plane = { at(u: number, v: number): Spot; normal: Spot; width: number; height: number };

export function rectangleOn(plane: Plane, u0: number, v0: number, u1: number, v1: number): Spot[] {
	return [plane.at(u0, v0), plane.at(u1, v0), plane.at(u1, v1), plane.at(u0, v1)];
}

export const dot = (a: Spot, b: Spot) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const from = (a: Spot, b: Spot): Spot => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
export const faces = (plane: Plane, eye: Spot) => dot(plane.normal, from(plane.at(plane.width / 2, plane.height / 2), eye)) > 0.01;
