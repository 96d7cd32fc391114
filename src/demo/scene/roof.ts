import { disc, line, shape } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { dot, from, type Plane, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

/** A slope as a plane: u metres along the eave, v 0–1 from the eave to the ridge. `lift` curls the corners, `sag` hollows the slope. */
export type Slope = { eaveFrom: Spot; eaveTo: Spot; ridgeFrom: Spot; ridgeTo: Spot; colour: string; lift: number; name: string };

const TILE = 0.3;

export function tiledSlope(stage: Stage, slope: Slope): string {
	const plane = slopePlane(slope);
	if (!showsItsTop(stage, slope)) return eaveLine(stage, slope, plane);
	const rim = Array.from({ length: 9 }, (_, i) => (plane.width * i) / 8);
	const outline = stage.lens.faceOn([
		...rim.map((u) => plane.at(u, 0)),
		...[0.33, 0.66].map((v) => plane.at(plane.width, v)),
		...rim.toReversed().map((u) => plane.at(u, 1)),
		...[0.66, 0.33].map((v) => plane.at(0, v)),
	]);
	const ink = slopeInk(stage, plane);
	const [top, foot] = [stage.lens.seen(plane.at(plane.width / 2, 1)), stage.lens.seen(plane.at(plane.width / 2, 0))];
	const base = stage.wash(
		[ink(lighter(slope.colour, 0.14)), ink(slope.colour), ink(darker(slope.colour, 0.14))],
		[top.x, top.y],
		[top.x, Math.max(foot.y, top.y + 4)],
	);
	const snowed = stage.light.weather === "snow" ? snow(stage, slope, plane) : "";
	return [shape(outline, base), oddTiles(stage, slope, plane), furrows(stage, slope, plane), snowed, eaveLine(stage, slope, plane)].join(
		"",
	);
}

/** From close under the eaves a slope shows nothing but its edge. */
export function showsItsTop(stage: Stage, slope: Slope): boolean {
	const plane = slopePlane(slope);
	return dot(plane.normal, from(plane.at(plane.width / 2, 0.5), stage.lens.camera.eye)) >= 0.02;
}

function slopePlane({ eaveFrom, eaveTo, ridgeFrom, ridgeTo, lift }: Slope): Plane {
	const width = Math.hypot(...from(eaveFrom, eaveTo));
	const up = from(eaveFrom, ridgeFrom);
	const along = from(eaveFrom, eaveTo);
	const cross: Spot = [up[1] * along[2] - up[2] * along[1], up[2] * along[0] - up[0] * along[2], up[0] * along[1] - up[1] * along[0]];
	const size = Math.hypot(...cross) * (cross[1] < 0 ? -1 : 1);
	const at = (u: number, v: number): Spot => {
		const s = u / width;
		const curl = lift * Math.abs(2 * s - 1) ** 5 * (1 - v * 0.4) - 0.14 * Math.sin(Math.PI * v);
		const mix = (k: 0 | 1 | 2) =>
			(eaveFrom[k] + (eaveTo[k] - eaveFrom[k]) * s) * (1 - v) + (ridgeFrom[k] + (ridgeTo[k] - ridgeFrom[k]) * s) * v;
		return [mix(0), mix(1) + curl, mix(2)];
	};
	return { at, normal: [cross[0] / size, cross[1] / size, cross[2] / size], width, height: 1 };
}

function slopeInk(stage: Stage, plane: Plane): (hex: string) => string {
	const depth = stage.lens.depthOf(plane.at(plane.width / 2, 0.5));
	return (hex) => stage.tone(hex, stage.turned(plane.normal), depth);
}

function furrows(stage: Stage, slope: Slope, plane: Plane): string {
	const ink = slopeInk(stage, plane);
	const columns = Math.floor(plane.width / TILE);
	const course = (shift: number) =>
		Array.from({ length: columns }, (_, i) =>
			stage.lens.course([0, 0.35, 0.7, 1].map((v) => plane.at(Math.min(plane.width, (i + 0.5) * TILE + shift), v))),
		).join("");
	const rows = Array.from({ length: 9 }, (_, i) =>
		stage.lens.course([0, 0.2, 0.4, 0.6, 0.8, 1].map((s) => plane.at(plane.width * s, (i + 0.7) / 9.6))),
	).join("");
	const hair = stage.lens.scaleAt(stage.lens.depthOf(plane.at(plane.width / 2, 0.3)));
	return [
		line(rows, ink(darker(slope.colour, 0.35)), hair * 0.018, 0.4),
		line(course(0), ink(darker(slope.colour, 0.42)), hair * 0.075, 0.62),
		line(course(0.11), ink(lighter(slope.colour, 0.3)), hair * 0.035, 0.55),
	].join("");
}

function oddTiles(stage: Stage, slope: Slope, plane: Plane): string {
	const random = stage.lasting(`${slope.name}/tiles`);
	const ink = slopeInk(stage, plane);
	const tones = [darker(slope.colour, 0.28), lighter(slope.colour, 0.22), mixed(slope.colour, "#7d8a5c", 0.4)].map(ink);
	const groups = tones.map((tone, group) => {
		const tiles = Array.from({ length: group === 2 ? 14 : 34 }, () => {
			const u = Math.floor(random.between(0, plane.width / TILE - 1)) * TILE;
			const v = random.int(0, 8) / 9;
			const tall = group === 2 ? random.between(0.1, 0.3) : 0.1;
			return stage.lens.faceOn([
				plane.at(u, v),
				plane.at(u + TILE, v),
				plane.at(u + TILE, Math.min(1, v + tall)),
				plane.at(u, Math.min(1, v + tall)),
			]);
		});
		return shape(tiles.join(""), tone, 0.5);
	});
	return groups.join("");
}

function snow(stage: Stage, slope: Slope, plane: Plane): string {
	const random = stage.lasting(`${slope.name}/snow`);
	const edge = Array.from({ length: 29 }, (_, i) => plane.at((plane.width * i) / 28, random.between(0.03, 0.16)));
	const outline = stage.lens.faceOn([...edge, plane.at(plane.width, 1), plane.at(0, 1)]);
	const depth = stage.lens.depthOf(plane.at(plane.width / 2, 0.5));
	return shape(outline, stage.tone("#eef1f4", stage.turned(plane.normal), depth), 0.88);
}

/** Fascia and the row of round tile ends, seen also from under the roof. */
function eaveLine(stage: Stage, slope: Slope, plane: Plane): string {
	const dots = Array.from({ length: 13 }, (_, i) => plane.at((plane.width * i) / 12, 0));
	const drop = dots.map(([x, y, z]): Spot => [x, y - 0.13, z]);
	const depth = Math.max(1, stage.lens.depthOf(dots[6] as Spot));
	const band = shape(stage.lens.faceOn([...dots, ...drop.reverse()]), stage.tone(darker(slope.colour, 0.5), 0.2, depth));
	const ends = Array.from({ length: Math.floor(plane.width / TILE) }, (_, i) => {
		const { x, y, depth: away } = stage.lens.seen(plane.at((i + 0.62) * TILE, 0));
		return away < 2 ? "" : disc(x, y + stage.lens.scaleAt(away) * 0.05, stage.lens.scaleAt(away) * 0.085);
	});
	return band + shape(ends.join(""), stage.tone(lighter(slope.colour, 0.16), 0.6, depth));
}

/** A raised ridge between two points, its ends turned up. */
export function ridge(stage: Stage, [a, b]: readonly [Spot, Spot], style: { colour: string; lift: number; tall: number }): string {
	const steps = Array.from({ length: 11 }, (_, i) => i / 10);
	const curve = (s: number, up: number): Spot => [
		a[0] + (b[0] - a[0]) * s,
		a[1] + (b[1] - a[1]) * s + up + style.lift * Math.abs(2 * s - 1) ** 6,
		a[2] + (b[2] - a[2]) * s,
	];
	const depth = Math.max(1, stage.lens.depthOf(curve(0.5, 0)));
	const band = (low: number, high: number, hex: string) =>
		shape(
			stage.lens.faceOn([...steps.map((s) => curve(s, high)), ...steps.toReversed().map((s) => curve(s, low))]),
			stage.tone(hex, 0.5, depth),
		);
	const cap = stage.light.weather === "snow" ? "#f1f3f5" : lighter(style.colour, 0.12);
	return band(-0.1, style.tall, darker(style.colour, 0.3)) + band(style.tall * 0.72, style.tall, cap);
}
