import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { closed, type Dot, short } from "./brush.ts";
import type { Courtyard } from "./courtyard.ts";
import { type Light, lightAt, underLight } from "./light.ts";
import { type Season, seasonAt } from "./season.ts";
import { type Camera, dot, type Lens, lensOf, type Spot } from "./space.ts";

export type Moment = "before" | "after";
export type Piece = { depth: number; z: number; svg: string };
/** What a motif is drawn with: centimetres around its foot, y upwards negative, lit from the right. */
export type Kit = { random: SeededRandom; season: Season; light: Light; tone(hex: string, turned?: number): string };
export type Motif = (kit: Kit) => string;

export type Stage = {
	courtyard: Courtyard;
	moment: Moment;
	category: string;
	season: Season;
	light: Light;
	lens: Lens;
	/** Names the picture, so that passing things (clouds, litter) differ from one day to the next. */
	day: string;
	defs: string[];
	/** Outlines of all cast shadows, painted as one so that they do not darken each other. */
	shadows: string[];
	/** Clumps of leaves that stand in the sun's way. */
	canopy: { spot: Spot; reach: number }[];
	tone(hex: string, turned: number, depth: number): string;
	/** How squarely the sun meets a face, 0–1. */
	turned(normal: Spot): number;
	lasting(name: string): SeededRandom;
	passing(name: string): SeededRandom;
	wash(stops: readonly string[], from: Dot, to: Dot): string;
};

export type Showing = { moment: Moment; category: string; takenAt: Date };

export function stageFor(courtyard: Courtyard, showing: Showing, camera: Camera): Stage {
	const season = seasonAt(showing.takenAt);
	const light = lightAt(showing.takenAt, season, courtyard);
	const defs: string[] = [];
	const day = `${showing.moment}/${showing.takenAt.toISOString()}`;
	return {
		courtyard,
		moment: showing.moment,
		category: showing.category,
		season,
		light,
		lens: lensOf(camera),
		day,
		defs,
		shadows: [],
		canopy: [],
		tone: (hex, turned, depth) => underLight(light, hex, turned, depth),
		turned: (normal) => Math.max(0, dot(normal, light.sun)) ** 0.7,
		lasting: (name) => seededRandom(`${courtyard.seed}/${name}`),
		passing: (name) => seededRandom(`${courtyard.seed}/${day}/${name}`),
		wash: (stops, from, to) => wash(defs, stops, [from, to]),
	};
}

function wash(defs: string[], stops: readonly string[], [from, to]: [Dot, Dot]): string {
	const id = `w${defs.length}`;
	const marks = stops.map((stop, i) => {
		const [colour, opacity] = stop.split("@");
		return `<stop offset="${(i / (stops.length - 1)).toFixed(2)}" stop-color="${colour}"${opacity ? ` stop-opacity="${opacity}"` : ""}/>`;
	});
	const line = `x1="${short(from[0])}" y1="${short(from[1])}" x2="${short(to[0])}" y2="${short(to[1])}"`;
	defs.push(`<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${line}>${marks.join("")}</linearGradient>`);
	return `url(#${id})`;
}

export type Standing = { at: Spot; width: number; height: number; name: string; lies?: boolean; nearest?: number };

/** Stands a motif on its spot, sized by distance, with its shadow on the ground. */
export function stand(stage: Stage, { at, width, height, name, lies, nearest = 1.3 }: Standing, motif: Motif): Piece[] {
	const { x, y, depth } = stage.lens.seen(at);
	if (depth < nearest) return [];
	const random = stage.lasting(name);
	const scale = stage.lens.scaleAt(depth) / 100;
	const kit: Kit = { random, season: stage.season, light: stage.light, tone: (hex, turned = 0.65) => stage.tone(hex, turned, depth) };
	if (!lies) castShadow(stage, at, width, height);
	const side = sunFromRight(stage) ? 1 : -1;
	const svg = `<g transform="translate(${short(x)} ${short(y)}) scale(${(scale * side).toFixed(3)} ${scale.toFixed(3)})">${motif(kit)}</g>`;
	return [{ depth, z: at[2], svg }];
}

export function sunFromRight(stage: Stage): boolean {
	const { yaw } = stage.lens.camera;
	return stage.light.sun[0] * Math.cos(yaw) - stage.light.sun[2] * Math.sin(yaw) > 0;
}

/** Where the shadow of a point `height` above the ground falls, seen from its foot. */
export function shadowReach(stage: Stage, height: number): [dx: number, dz: number] {
	const [sx, sy, sz] = stage.light.sun;
	const reach = Math.min(height / Math.max(0.22, sy), 7);
	return [-sx * reach, -sz * reach];
}

function castShadow(stage: Stage, at: Spot, width: number, height: number): void {
	const [dx, dz] = shadowReach(stage, height * 0.8 * Math.min(1, stage.light.strength + 0.15));
	const ring = (cx: number, cz: number, rx: number): Spot[] =>
		Array.from({ length: 9 }, (_, i) => [cx + Math.cos((i / 9) * 6.283) * rx, 0, cz + Math.sin((i / 9) * 6.283) * rx * 0.5]);
	const feet = ring(at[0], at[2], width * 0.52);
	const tips = ring(at[0] + dx, at[2] + dz, width * 0.34);
	stage.shadows.push(closed(hull(stage.lens.dots([...feet, ...tips]))));
}

/** Convex hull (Andrew's monotone chain); also gives every shadow the same winding. */
export function hull(dots: readonly Dot[]): Dot[] {
	const sorted = [...dots].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	const half = (chain: readonly Dot[]) => {
		const kept: Dot[] = [];
		for (const next of chain) {
			while (kept.length > 1 && turn(kept.at(-2) as Dot, kept.at(-1) as Dot, next) <= 0) kept.pop();
			kept.push(next);
		}
		return kept.slice(0, -1);
	};
	return [...half(sorted), ...half(sorted.reverse())];
}

const turn = (o: Dot, a: Dot, b: Dot) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
