import { type Body, bodyOf } from "./body.ts";
import { line, shape } from "./brush.ts";
import type { House } from "./dwelling.ts";
import { chilliString, cornHank, lantern } from "./keepsakes.ts";
import { darker, lighter, mixed, paint } from "./palette.ts";
import { block, plainFace, sidesOf } from "./solids.ts";
import { faces, type Plane, rectangleOn } from "./space.ts";
import type { Stage } from "./stage.ts";
import { stand } from "./stage.ts";
import { wallFace } from "./surfaces.ts";

export function balcony(stage: Stage, front: Plane, home: House): string {
	const z = stage.courtyard.yard.depth;
	const [x0, x1] = [front.at(0, 0)[0], front.at(front.width, 0)[0]];
	const slab = block(stage, { min: [x0, 2.8, z - 1.1], max: [x1, 2.98, z] }, "#c9c2b2");
	const depth = stage.lens.depthOf([0, 3, z - 1.1]);
	const count = Math.floor(home.width / 0.34);
	const posts = Array.from({ length: count + 1 }, (_, i) =>
		stage.lens.course([
			[x0 + (i * (x1 - x0)) / count, 2.98, z - 1.08],
			[x0 + (i * (x1 - x0)) / count, 3.82, z - 1.08],
		]),
	);
	const rail = block(stage, { min: [x0, 3.8, z - 1.16], max: [x1, 3.92, z - 1.02] }, "#d8d1c1");
	const shade = shape(
		stage.lens.faceOn(rectangleOn(front, 0, 2.15, front.width, 2.8)),
		stage.light.shadow,
		0.12 + 0.2 * stage.light.strength,
	);
	return shade + slab + line(posts.join(""), stage.tone(lighter(home.frame, 0.3), 0.7, depth), stage.lens.scaleAt(depth) * 0.07) + rail;
}

/** The dark under the eaves does most of the modelling of a façade. */
export function eaveShade(stage: Stage, front: Plane, home: House): string {
	if (!faces(front, stage.lens.camera.eye) || home.kind === "cave") return "";
	const deep = home.veranda ? 1.5 : 0.75;
	const [top, foot] = [stage.lens.seen(front.at(front.width / 2, home.eave)), stage.lens.seen(front.at(front.width / 2, home.eave - deep))];
	const opacity = 0.34 + 0.22 * stage.light.strength;
	const soft = stage.wash(
		[`${stage.light.shadow}@${opacity}`, `${stage.light.shadow}@${opacity * 0.62}`, `${stage.light.shadow}@0.04`],
		[top.x, top.y],
		[top.x, foot.y],
	);
	return shape(stage.lens.faceOn(rectangleOn(front, 0, home.eave - deep, front.width, home.eave)), soft);
}

export function platform(stage: Stage, { x0, x1, z0 }: Body, home: House): string {
	const deep = home.veranda ? 1.35 : 0.8;
	const stone = mixed("#a8a294", stage.courtyard.yard.colour, 0.25);
	const middle = x0 + ((Math.floor(home.bays / 2) + 0.5) * home.width) / home.bays;
	const steps =
		home.plinth > 0.2
			? [1, 2]
					.map((n) =>
						block(
							stage,
							{ min: [middle - 1.1, 0, z0 - deep - n * 0.3], max: [middle + 1.1, home.plinth - n * (home.plinth / 3), z0 - deep] },
							lighter(stone, 0.08),
						),
					)
					.reverse()
					.join("")
			: "";
	const base = sidesOf({ min: [x0 - 0.2, 0, z0 - deep], max: [x1 + 0.2, home.plinth, z0] });
	const edge = line(
		stage.lens.course([
			[x0 - 0.2, home.plinth, z0 - deep],
			[x1 + 0.2, home.plinth, z0 - deep],
		]),
		stage.tone(lighter(stone, 0.35), 0.9, 8),
		2,
		0.8,
	);
	return (
		wallFace(stage, base.front, { stuff: "stone", colour: darker(stone, 0.1) }, "platform") +
		plainFace(stage, base.left, stone) +
		plainFace(stage, base.right, stone) +
		plainFace(stage, base.top, lighter(stone, 0.12)) +
		edge +
		steps
	);
}

export function columns(stage: Stage, { x0, z0 }: Body, home: House): string {
	if (!home.veranda) return "";
	const hex = home.kind === "timber" || home.kind === "white" ? paint.timber : home.kind === "storeyed" ? "#cfc7b6" : "#8a4a38";
	const posts = Array.from({ length: home.bays + 1 }, (_, i) => {
		const x = x0 + 0.15 + (i * (home.width - 0.3)) / home.bays;
		const foot = block(stage, { min: [x - 0.17, home.plinth, z0 - 1.32], max: [x + 0.17, home.plinth + 0.22, z0 - 1.0] }, "#9c968a");
		return foot + block(stage, { min: [x - 0.1, home.plinth + 0.22, z0 - 1.26], max: [x + 0.1, postTop(home), z0 - 1.06] }, hex);
	});
	const beam = block(
		stage,
		{ min: [x0, postTop(home) - 0.24, z0 - 1.24], max: [x0 + home.width, postTop(home), z0 - 1.08] },
		darker(hex, 0.2),
	);
	return beam + posts.join("");
}

const postTop = (home: House) => (home.kind === "storeyed" ? 2.8 : home.eave - 0.12);

/** The eaves, posts and floor edge around a picture taken from the doorway. */
export function porchFrame(stage: Stage): string {
	const { house: home, yard } = stage.courtyard;
	const body = bodyOf(stage);
	const [over, z] = [home.veranda ? 1.5 : 0.75, yard.depth];
	const roof = home.kind === "storeyed" ? 2.85 : home.eave;
	const low = roof - (home.kind === "storeyed" ? 0 : 0.3);
	const floor = sidesOf({ min: [body.x0, 0, z - (home.veranda ? 1.35 : 0.8)], max: [body.x1, home.plinth, z + 2] });
	const ceiling = stage.lens.faceOn([
		[body.x0 - 1, low, z - over],
		[body.x1 + 1, low, z - over],
		[body.x1 + 1, roof, z + 0.6],
		[body.x0 - 1, roof, z + 0.6],
	]);
	const rafters = Array.from({ length: Math.floor(home.width / 0.4) }, (_, i) =>
		stage.lens.course([
			[body.x0 + i * 0.4, low, z - over],
			[body.x0 + i * 0.4, roof, z + 0.5],
		]),
	);
	const hex = home.kind === "storeyed" ? "#8b8579" : "#40332b";
	const edge = block(
		stage,
		{ min: [body.x0 - 1, low - 0.12, z - over - 0.05], max: [body.x1 + 1, low, z - over] },
		darker(home.roof, 0.35),
	);
	return (
		plainFace(stage, floor.top, lighter("#a39d8f", 0.05)) +
		shape(ceiling, stage.tone(hex, 0, 3)) +
		line(rafters.join(""), stage.tone(lighter(hex, 0.14), 0, 3), 14) +
		edge +
		columns(stage, body, home) +
		hangingUnder(stage, { x: body.x0 + home.width / 2, y: low - 0.1, z: z - over + 0.1 })
	);
}

function hangingUnder(stage: Stage, eaves: { x: number; y: number; z: number }): string {
	const random = stage.lasting("under-eaves");
	const spots = [-2.1, -1.15, 0.95, 1.9].filter(() => random.chance(0.7));
	const hung = spots.flatMap((dx, i) =>
		stand(
			stage,
			{ at: [eaves.x + dx, eaves.y, eaves.z], width: 0.3, height: 1, name: `under/${i}`, lies: true },
			stage.season.harvest ? random.pick([cornHank, chilliString]) : lantern,
		),
	);
	return hung.map(({ svg }) => svg).join("");
}
