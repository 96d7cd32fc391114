import { disc, line, shape } from "./brush.ts";
import { bodyOf } from "./house.ts";
import { doubleDoor, window } from "./openings.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { block, boxShadow, sidesOf, walledBox } from "./solids.ts";
import { faces, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import { wallFace } from "./surfaces.ts";

const THICK = 0.3;

export type Side = "left" | "right";

/** A yard wall from the gate line to the house, or the front wall's two halves. */
export function sideWall(stage: Stage, side: Side, until = bodyOf(stage).z0): string {
	const { wall, yard } = stage.courtyard;
	const x = (side === "left" ? -1 : 1) * (yard.width / 2);
	const min: Spot = [side === "left" ? x - THICK : x, 0, 0];
	return topped(stage, { min, max: [min[0] + THICK, wall.height, until] }, `wall/${side}`);
}

export function frontWall(stage: Stage, part: "both" | "left" | "right" = "both"): string {
	const { wall, yard, gate } = stage.courtyard;
	const half = yard.width / 2 + THICK;
	// Outside, the neighbours' wall goes on along the lane.
	const lane = stage.lens.camera.eye[2] < -3 ? 9 : 0;
	const pier = gate.width / 2 + 0.35;
	const left = topped(stage, { min: [-half - lane, 0, -THICK], max: [gate.x - pier, wall.height, 0] }, "wall/front-left");
	const right = topped(stage, { min: [gate.x + pier, 0, -THICK], max: [half, wall.height, 0] }, "wall/front-right");
	return part === "left" ? left : part === "right" ? right : left + right;
}

function topped(stage: Stage, box: { min: Spot; max: Spot }, name: string): string {
	const { wall, house } = stage.courtyard;
	boxShadow(stage, box);
	const over = wall.tiled ? 0.14 : 0.04;
	const hex = wall.tiled
		? darker(house.kind === "cave" || house.kind === "storeyed" ? "#5c5f60" : house.roof, 0.05)
		: mixed(wall.colour, "#b9b3a5", 0.6);
	const cap = {
		min: [box.min[0] - over, box.max[1], box.min[2] - over] as Spot,
		max: [box.max[0] + over, box.max[1] + (wall.tiled ? 0.16 : 0.08), box.max[2] + over] as Spot,
	};
	const snowy =
		stage.light.weather === "snow"
			? block(stage, { min: [cap.min[0], cap.max[1], cap.min[2]], max: [cap.max[0], cap.max[1] + 0.12, cap.max[2]] }, "#f0f2f4")
			: "";
	return walledBox(stage, box, wall, name) + block(stage, cap, hex) + (wall.tiled ? tileEnds(stage, cap, hex) : "") + snowy;
}

function tileEnds(stage: Stage, { min, max }: { min: Spot; max: Spot }, hex: string): string {
	const along = max[0] - min[0] > max[2] - min[2];
	const length = along ? max[0] - min[0] : max[2] - min[2];
	const { eye } = stage.lens.camera;
	const ends = Array.from({ length: Math.floor(length / 0.26) }, (_, i) => {
		const step = (i + 0.5) * 0.26;
		const spot: Spot = along
			? [min[0] + step, max[1] - 0.08, eye[2] < min[2] ? min[2] : max[2]]
			: [eye[0] < min[0] ? min[0] : max[0], max[1] - 0.08, min[2] + step];
		const { x, y, depth } = stage.lens.seen(spot);
		const r = stage.lens.scaleAt(depth) * 0.07;
		return depth < 1.2 ? "" : disc(x, y, r);
	});
	return shape(ends.join(""), stage.tone(lighter(hex, 0.2), 0.6, 6));
}

/** Gate with piers, lintel and, in most homes, a small tiled roof. `open` shows the yard through it. */
export function gate(stage: Stage, open: boolean): string {
	const { gate: own, wall, house } = stage.courtyard;
	const [l, r] = [own.x - own.width / 2, own.x + own.width / 2];
	const top = own.height + 0.55;
	const pier = (x: number) =>
		walledBox(
			stage,
			{ min: [x, 0, -0.45], max: [x + 0.4, top, 0.15] },
			{ ...wall, colour: lighter(wall.colour, 0.06) },
			`pier/${x > own.x}`,
		);
	const piers = pier(l - 0.4) + pier(r);
	const lintel = block(stage, { min: [l, own.height, -0.42], max: [r, top, 0.12] }, darker(own.door, 0.15));
	const front = sidesOf({ min: [l, 0, -0.2], max: [r, own.height, -0.15] });
	const face = faces(front.front, stage.lens.camera.eye) ? front.front : front.back;
	boxShadow(stage, { min: [l - 0.4, 0, -0.45], max: [r + 0.4, top, 0.15] });
	const leaves = open
		? openLeaves(stage, [l, r])
		: doubleDoor(
				stage,
				face,
				{ u: own.width / 2, v: 0, width: own.width - 0.2, height: own.height - 0.25 },
				{ door: own.door, couplets: false, ajar: false },
			);
	return (
		leaves +
		lintel +
		piers +
		paperOn(stage, [l, r]) +
		(own.roofed
			? gateRoof(stage, [l - 0.4, r + 0.4], { top, colour: house.kind === "cave" || house.kind === "storeyed" ? "#5f6263" : house.roof })
			: block(stage, { min: [l - 0.55, top, -0.55], max: [r + 0.55, top + 0.16, 0.25] }, "#b3ada0"))
	);
}

function openLeaves(stage: Stage, [l, r]: readonly [number, number]): string {
	const { gate: own } = stage.courtyard;
	return [l, r]
		.map((x, i) => {
			const inward = i === 0 ? 0.06 : -0.06;
			return block(
				stage,
				{ min: [Math.min(x, x + inward), 0.05, 0], max: [Math.max(x, x + inward), own.height - 0.1, own.width / 2] },
				own.door,
			);
		})
		.join("");
}

/** Couplets on the piers and a strip on the lintel, outside only. */
function paperOn(stage: Stage, [l, r]: readonly [number, number]): string {
	const { gate: own } = stage.courtyard;
	if (stage.lens.camera.eye[2] > -0.5) return "";
	const strip = (x: number) => block(stage, { min: [x - 0.13, 0.75, -0.47], max: [x + 0.13, own.height - 0.05, -0.45] }, "#c23a2a");
	const depth = stage.lens.depthOf([own.x, 1.5, -0.47]);
	const touches = [l - 0.2, r + 0.2].flatMap((x) =>
		Array.from({ length: 5 }, (_, i) => 1.0 + i * 0.28).flatMap((y) => scribble(stage, x, y)),
	);
	const across = block(
		stage,
		{ min: [own.x - own.width * 0.3, own.height + 0.12, -0.45], max: [own.x + own.width * 0.3, own.height + 0.42, -0.43] },
		"#c23a2a",
	);
	return (
		strip(l - 0.2) +
		strip(r + 0.2) +
		across +
		line(touches.join(""), stage.tone("#e3b155", 0.7, depth), stage.lens.scaleAt(depth) * 0.025, 0.9)
	);
}

/** Strokes that look written and say nothing. */
function scribble(stage: Stage, x: number, y: number): string[] {
	const random = stage.lasting(`scribble/${x.toFixed(1)}/${y.toFixed(2)}`);
	return Array.from({ length: random.int(4, 6) }, () => {
		const [sx, sy] = [x + random.between(-0.07, 0.05), y + random.between(-0.08, 0.08)];
		const flat = random.chance(0.6);
		return stage.lens.course([
			[sx - (flat ? 0.05 : 0.01), sy, -0.48],
			[sx + (flat ? 0.06 : random.between(-0.04, 0.04)), sy + (flat ? 0.015 : 0.1), -0.48],
		]);
	});
}

function gateRoof(stage: Stage, [l, r]: readonly [number, number], { top, colour }: { top: number; colour: string }): string {
	const near = stage.lens.camera.eye[2] < 0 ? -0.95 : 0.65;
	const slope = tiledSlope(stage, {
		eaveFrom: [l - 0.35, top, near],
		eaveTo: [r + 0.35, top, near],
		ridgeFrom: [l - 0.35, top + 0.55, -0.15],
		ridgeTo: [r + 0.35, top + 0.55, -0.15],
		colour,
		lift: 0.14,
		name: "gate",
	});
	const under = shape(
		stage.lens.faceOn([
			[l - 0.3, top - 0.06, near],
			[r + 0.3, top - 0.06, near],
			[r + 0.3, top, -0.3],
			[l - 0.3, top, -0.3],
		]),
		stage.tone("#4a3a30", 0, 5),
	);
	return (
		under +
		slope +
		ridge(
			stage,
			[
				[l - 0.35, top + 0.55, -0.15],
				[r + 0.35, top + 0.55, -0.15],
			],
			{ colour: darker(colour, 0.12), lift: 0.16, tall: 0.18 },
		)
	);
}

/** The kitchen wing along one side of the yard. */
export function wing(stage: Stage, side: Side): string {
	const { wing: own, yard, house } = stage.courtyard;
	if (!own) return "";
	const out = side === "left" ? -1 : 1;
	const [wallX, faceX] = [out * (yard.width / 2 + 0.1), out * (yard.width / 2 - own.width)];
	const [z1, z0] = [bodyOf(stage).z0 - 0.9, bodyOf(stage).z0 - 0.9 - own.length];
	const box = { min: [Math.min(wallX, faceX), 0, z0] as Spot, max: [Math.max(wallX, faceX), own.eave, z1] as Spot };
	boxShadow(stage, box);
	const inner = side === "left" ? sidesOf(box).right : sidesOf(box).left;
	const holes = faces(inner, stage.lens.camera.eye)
		? window(stage, inner, { u: own.length * (side === "left" ? 0.68 : 0.32), v: 0.95, width: 1.1, height: 0.95 }, house) +
			doubleDoor(
				stage,
				inner,
				{ u: own.length * (side === "left" ? 0.28 : 0.72), v: 0, width: 0.95, height: 1.85 },
				{ door: house.door, couplets: false, ajar: stage.lasting("wing").chance(0.5) },
			)
		: "";
	return (
		walledBox(stage, box, own.wall, "wing") +
		wingEnd(stage, box, side) +
		wallShade(stage, inner, own.eave) +
		holes +
		wingRoof(stage, box, side)
	);
}

function wingEnd(stage: Stage, { min, max }: { min: Spot; max: Spot }, side: Side): string {
	const own = stage.courtyard.wing;
	if (!own || own.flat || stage.lens.camera.eye[2] > min[2]) return "";
	const high: Spot = [side === "left" ? min[0] : max[0], own.eave + 1.15, min[2]];
	const outline = stage.lens.faceOn([[min[0], own.eave - 0.02, min[2]], [max[0], own.eave - 0.02, min[2]], high]);
	return shape(outline, stage.tone(own.wall.colour, stage.turned([0, 0, -1]), stage.lens.depthOf(min)));
}

function wallShade(stage: Stage, inner: ReturnType<typeof sidesOf>["left"], eave: number): string {
	if (!faces(inner, stage.lens.camera.eye)) return "";
	const band = (deep: number) =>
		shape(
			stage.lens.faceOn([inner.at(0, eave - deep), inner.at(inner.width, eave - deep), inner.at(inner.width, eave), inner.at(0, eave)]),
			stage.light.shadow,
			0.2,
		);
	return band(0.3) + band(0.5);
}

/** A lean-to slope, high at the yard wall and low towards the yard. */
function wingRoof(stage: Stage, { min, max }: { min: Spot; max: Spot }, side: Side): string {
	const own = stage.courtyard.wing;
	if (!own) return "";
	if (own.flat)
		return block(stage, { min: [min[0] - 0.15, own.eave, min[2] - 0.15], max: [max[0] + 0.15, own.eave + 0.2, max[2]] }, "#bdb6a8");
	const low = side === "left" ? max[0] + 0.4 : min[0] - 0.4;
	const high = side === "left" ? min[0] : max[0];
	const ends = side === "left" ? ([min[2] - 0.25, max[2]] as const) : ([max[2], min[2] - 0.25] as const);
	const [a, b] = ends;
	const slope = tiledSlope(stage, {
		eaveFrom: [low, own.eave - 0.1, a],
		eaveTo: [low, own.eave - 0.1, b],
		ridgeFrom: [high, own.eave + 1.2, a],
		ridgeTo: [high, own.eave + 1.2, b],
		colour: own.roof,
		lift: 0,
		name: "wing",
	});
	return (
		slope +
		ridge(
			stage,
			[
				[high, own.eave + 1.2, a],
				[high, own.eave + 1.2, b],
			],
			{ colour: darker(own.roof, 0.1), lift: 0.05, tall: 0.16 },
		)
	);
}

export const frontFace = wallFace;
