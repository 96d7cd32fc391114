import { line, shape } from "./brush.ts";
import { doubleDoor, scribble } from "./openings.ts";
import { darker, lighter } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { block, boxShadow, sidesOf, walledBox } from "./solids.ts";
import type { Spot } from "./space.ts";
import { faces } from "./space.ts";
import type { Stage } from "./stage.ts";

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

/** The leaves stand back against the wall: planks, battens and a ring. */
function openLeaves(stage: Stage, [l, r]: readonly [number, number]): string {
	const { gate: own } = stage.courtyard;
	const swing = stage.lasting("leaves");
	return [l, r]
		.map((x, i) => {
			const out = (i === 0 ? -1 : 1) * swing.between(0.2, 0.75);
			const [wide, tall] = [own.width / 2, own.height - 0.1];
			const along = (u: number, v: number): Spot => [x + out * u, v, 0.05 + u * Math.sqrt(wide * wide - out * out)];
			const face = (u0: number, v0: number, u1: number, v1: number) =>
				stage.lens.faceOn([along(u0, v0), along(u1, v0), along(u1, v1), along(u0, v1)]);
			const tone = (hex: string, turned: number) => stage.tone(hex, turned, 3);
			const planks = [0.2, 0.4, 0.6, 0.8].map((u) => stage.lens.course([along(u, 0.05), along(u, tall)])).join("");
			return [
				shape(face(0, 0.05, 1, tall), tone(own.door, i === 0 ? 0.5 : 0.25)),
				shape(face(0, 0.05, 0.2, tall) + face(0.4, 0.05, 0.6, tall), tone(darker(own.door, 0.14), 0.3), 0.6),
				line(planks, tone(darker(own.door, 0.4), 0.2), 3, 0.8),
				shape(face(0, 0.5, 1, 0.62) + face(0, 1.75, 1, 1.87), tone(darker(own.door, 0.25), 0.4)),
				shape(face(0.3, 1.2, 0.7, 1.62), tone("#c23a2a", 0.6)),
				shape(face(0.38, 1.28, 0.62, 1.54), tone("#dd9a3f", 0.6), 0.75),
			].join("");
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
		Array.from({ length: 5 }, (_, i) => 1.0 + i * 0.28).flatMap((y) => written(stage, x, y)),
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

function written(stage: Stage, x: number, y: number): string[] {
	const random = stage.lasting(`written/${x.toFixed(1)}/${y.toFixed(2)}`);
	return scribble(random, 0.085).map(([u0, v0, u1, v1]) =>
		stage.lens.course([
			[x + u0, y + v0, -0.48],
			[x + u1, y + v1, -0.48],
		]),
	);
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
