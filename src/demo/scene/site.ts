import { shape } from "./brush.ts";
import type { TreeKind } from "./courtyard.ts";
import { ground } from "./grounds.ts";
import { grown } from "./growth.ts";
import { darker, mixed, paint } from "./palette.ts";
import { shade } from "./shade.ts";
import type { Camera, Spot } from "./space.ts";
import { type Piece, type Stage, stand } from "./stage.ts";
import { flats, type Ground, spots, stains } from "./stains.ts";
import { litter, type Thing, weed } from "./things.ts";
import { tree } from "./trees.ts";
import type { Area } from "./views.ts";
import { cottage, type Neighbour } from "./village.ts";
import { put } from "./work.ts";

type At = readonly [x: number, z: number];
/** Things one beside the other from here to there. */
export type Row = readonly [from: At, to: At, things: readonly Thing[]];

/** A public place: where one stands, what is there for good, and what lies or grows there before and after. */
export interface Site {
	camera: Camera;
	grounds: (stage: Stage) => Ground[];
	cottages: readonly (readonly [x: number, z: number, width: number])[];
	trees: readonly (readonly [x: number, z: number, like?: { kind?: TreeKind; height?: number }])[];
	/** What lies flat on the ground, what is built, what stands besides, and what is before all. */
	flat?: (stage: Stage) => string;
	built?: (stage: Stage) => string;
	standing?: (stage: Stage) => Piece[];
	front?: (stage: Stage) => string;
	dirty: {
		open: Area;
		puddle?: readonly [x: number, z: number, size: number];
		about?: readonly Thing[];
		rows: readonly Row[];
		weeds: readonly (readonly [Area, number])[];
	};
	clean: readonly Row[];
}

export const isClean = (stage: Stage) => stage.moment === "after";

export const area = (x0: number, x1: number, z0: number, z1: number): Area => ({ x0, x1, z0, z1 });

/** Trodden grass all around. */
export function meadow({ season }: Stage, share = 0.5): Ground {
	return { ...area(-40, 40, -3, 60), floor: "earth", colour: mixed(season.grass, "#b09c72", share), name: "side" };
}

/** From far to near. */
export function painted(pieces: Piece[]): string {
	return [...pieces]
		.sort((a, b) => b.depth - a.depth)
		.map(({ svg }) => svg)
		.join("");
}

/** The place on its day, without the land behind it. */
export function siteOn(stage: Stage, site: Site): string {
	const trees = site.trees.flatMap(([x, z, like], n) => standingTree(stage, [x, 0, z], `tree${n}`, like));
	const standing = [
		...(site.standing?.(stage) ?? []),
		...(isClean(stage) ? site.clean.flatMap((row, n) => inRow(stage, row, `clean${n}`)) : mess(stage, site)),
	];
	const built = cottages(stage, site.cottages) + painted(trees) + (site.built?.(stage) ?? "");
	const shaded = shape(stage.shadows.join(""), stage.light.shadow, 0.1 + 0.3 * stage.light.strength);
	const flat = site
		.grounds(stage)
		.map((one) => ground(stage, one))
		.join("");
	return (
		flat +
		(site.flat?.(stage) ?? "") +
		(isClean(stage) ? "" : grime(stage, site)) +
		shaded +
		built +
		painted(standing) +
		(site.front?.(stage) ?? "")
	);
}

function mess(stage: Stage, { dirty: { open, about = [], rows, weeds } }: Site): Piece[] {
	return [
		...rows.flatMap((row, n) => inRow(stage, row, `dirty${n}`)),
		...strewn(stage, open, [...about, litter, litter, litter], "about"),
		...weeds.flatMap(([where, count], n) => strewn(stage, where, Array<Thing>(count).fill(weed), `weeds${n}`)),
	];
}

function inRow(stage: Stage, [from, to, things]: Row, name: string): Piece[] {
	const at = (i: number, k: 0 | 1) => from[k] + ((to[k] - from[k]) * (i + 0.5)) / things.length;
	return things.flatMap((thing, i) => put(stage, [at(i, 0), 0, at(i, 1)], thing, `${name}/${i}`));
}

function strewn(stage: Stage, { x0, x1, z0, z1 }: Area, things: readonly Thing[], name: string): Piece[] {
	const random = stage.lasting(`strewn/${name}`);
	return things.flatMap((thing, i) => put(stage, [random.between(x0, x1), 0, random.between(z0, z1)], thing, `${name}/${i}`));
}

function standingTree(stage: Stage, at: Spot, name: string, like: { kind?: TreeKind; height?: number } = {}): Piece[] {
	const shapeOf = grown(stage.lasting(name), { ...stage.courtyard.tree, lean: 0, ...like });
	shade(stage, shapeOf, at);
	return stand(stage, { at, width: 0.5, height: 0.4, name, lies: true, nearest: 3.4 }, (kit) => tree(kit, shapeOf, at[2] > 14 ? 0.5 : 1));
}

function cottages(stage: Stage, places: Site["cottages"]): string {
	const random = stage.lasting("cottages");
	const houses = places.map(
		([x, z, width]): Neighbour => ({
			...{ x, z, width, deep: random.between(5, 6), eave: random.between(2.7, 3.2), rise: random.between(1.5, 2) },
			wall: random.pick([paint.whitewash, paint.redBrick, paint.greyBrick, "#d9cdb6"]),
			roof: random.pick([paint.tile, "#6b6660", paint.tileRed, "#4e5458"]),
		}),
	);
	return houses
		.sort((a, b) => b.z - a.z)
		.map((one) => cottage(stage, one))
		.join("");
}

/** What wind and feet leave behind where nobody sweeps: stains, crumbs, scraps, and water in the hollow. */
function grime(stage: Stage, { dirty: { open, puddle } }: Site): string {
	const on: Ground = { ...open, floor: "earth", colour: "#b39c74", name: "grime" };
	const random = stage.lasting("grime");
	const dust = mixed("#a08d6c", "#5f5040", 0.55);
	const dabs = (count: number, name: string, most: number, hex: string) =>
		shape(
			flats(stage, spots(stage, on, count, name), () => random.between(most / 3, most)),
			stage.tone(hex, 0.7, 6),
			0.8,
		);
	const dirt = shape(
		stains(stage, spots(stage, on, 16, "dirt"), () => random.between(0.25, 0.8)),
		stage.tone(dust, 0.6, 6),
		0.26,
	);
	const scraps = ["#e4dfd0", "#c8604e", "#88aab8"].map((tint) => dabs(12, tint, 0.06, tint));
	return dirt + dabs(110, "crumbs", 0.04, darker(dust, 0.3)) + scraps.join("") + (puddle ? pool(stage, puddle) : "");
}

/** Standing water holds some sky. */
function pool(stage: Stage, [x, z, size]: readonly [number, number, number]): string {
	const hollows = [0, 0.6, -0.55].map((shift): Spot => [x + shift * size, 0, z + shift * 0.35 * size]);
	const ring = (share: number, hex: string, opacity: number) =>
		shape(
			stains(stage, hollows, (i) => size * share * (i ? 0.8 : 1)),
			hex,
			opacity,
		);
	return (
		ring(1, stage.tone("#5e5140", 0.4, z), 0.45) +
		ring(0.82, mixed(stage.light.sky[1], "#6a6a5a", 0.45), 0.92) +
		ring(0.36, stage.light.sky[2], 0.5)
	);
}

/** One flat face in space, in its own light. */
export function face(stage: Stage, corners: readonly Spot[], hex: string, { turned = 0.7, opacity = 1 } = {}): string {
	const [first, , third] = corners as [Spot, Spot, Spot];
	const depth = Math.max(1, stage.lens.depthOf([(first[0] + third[0]) / 2, 0, (first[2] + third[2]) / 2]));
	return shape(stage.lens.faceOn(corners), stage.tone(hex, turned, depth), opacity);
}

export function level(stage: Stage, { x0, x1, z0, z1 }: Area, hex: string, { y = 0, turned = 0.75, opacity = 1 } = {}): string {
	const corners: Spot[] = [
		[x0, y, z0],
		[x1, y, z0],
		[x1, y, z1],
		[x0, y, z1],
	];
	return face(stage, corners, hex, { turned, opacity });
}

/** An upright face that looks at whoever comes, from corners in metres along and up. */
export function upright(
	stage: Stage,
	z: number,
	corners: readonly (readonly [x: number, y: number])[],
	hex: string,
	look: { turned?: number; opacity?: number } = {},
): string {
	return face(
		stage,
		corners.map(([x, y]): Spot => [x, y, z]),
		hex,
		{ turned: stage.turned([0, 0, -1]), ...look },
	);
}

export const panel = (x0: number, y0: number, x1: number, y1: number) =>
	[
		[x0, y0],
		[x1, y0],
		[x1, y1],
		[x0, y1],
	] as const;
