import { disc, line, shape } from "./brush.ts";
import type { House } from "./courtyard.ts";
import { doubleDoor, window } from "./openings.ts";
import { darker, lighter, mixed, paint } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { block, boxShadow, plainFace, sidesOf, walledBox } from "./solids.ts";
import { faces, type Plane, rectangleOn, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import { wallFace } from "./surfaces.ts";

export type Body = { x0: number; x1: number; z0: number; z1: number };

export function bodyOf(stage: Stage): Body {
	const { house, yard } = stage.courtyard;
	return { x0: house.aside - house.width / 2, x1: house.aside + house.width / 2, z0: yard.depth, z1: yard.depth + house.depth };
}

export function house(stage: Stage): string {
	const { house: home } = stage.courtyard;
	const body = bodyOf(stage);
	const box = { min: [body.x0, 0, body.z0] as Spot, max: [body.x1, home.eave, body.z1] as Spot };
	boxShadow(stage, box);
	const { front, left, right, back } = sidesOf(box);
	const sides = [back, left, right].map((plane, i) => sideWall(stage, plane, { home, name: `house/side${i}`, gabled: i > 0 })).join("");
	const parts = [
		sides,
		wallFace(stage, front, home.wall, "house/front"),
		skirting(stage, front, home),
		facade(stage, front, home),
		eaveShade(stage, front, home),
		platform(stage, body, home),
		columns(stage, body, home),
		roofOf(stage, body, home),
	];
	return parts.join("");
}

function sideWall(stage: Stage, plane: Plane, { home, name, gabled }: { home: House; name: string; gabled: boolean }): string {
	if (!faces(plane, stage.lens.camera.eye)) return "";
	const gable = gabled && home.rise > 0 ? gableTop(stage, plane, home) : "";
	const vent =
		gabled && home.rise > 0 ? window(stage, plane, { u: plane.width / 2, v: home.eave * 0.72, width: 0.6, height: 0.6 }, home) : "";
	return wallFace(stage, plane, home.wall, name) + gable + (home.skirting ? skirting(stage, plane, home) : "") + vent;
}

function gableTop(stage: Stage, plane: Plane, home: House): string {
	const peak = plane.at(plane.width / 2, home.eave + home.rise);
	const corners = [plane.at(0, home.eave - 0.02), plane.at(plane.width, home.eave - 0.02), peak];
	const depth = stage.lens.depthOf(peak);
	return shape(
		stage.lens.faceOn(corners),
		stage.tone(home.wall.stuff === "timber" ? lighter(home.wall.colour, 0.1) : home.wall.colour, stage.turned(plane.normal), depth),
	);
}

function skirting(stage: Stage, plane: Plane, home: House): string {
	if (!home.skirting) return "";
	return wallFace(stage, { ...plane, height: 0.75 }, home.skirting, `skirting/${plane.normal.join()}`);
}

function facade(stage: Stage, front: Plane, home: House): string {
	if (!faces(front, stage.lens.camera.eye)) return "";
	const bay = front.width / home.bays;
	const doorBay = Math.floor(home.bays / 2);
	const random = stage.lasting("facade");
	const storeys = home.kind === "storeyed" ? 2 : 1;
	const holes = Array.from({ length: home.bays * storeys }, (_, i) => {
		const [u, level] = [(i % home.bays) * bay + bay / 2, Math.floor(i / home.bays)];
		const foot = home.plinth + level * 2.95;
		if (home.kind === "cave") return archedBay(stage, front, { u, v: home.plinth, width: Math.min(2.7, bay * 0.74), height: 2.6 }, home);
		if (level === 0 && i === doorBay)
			return doubleDoor(
				stage,
				front,
				{ u, v: foot, width: home.kind === "storeyed" ? 1.9 : 1.6, height: 2.15 },
				{ door: home.door, couplets: true, ajar: random.chance(0.4) },
			);
		return window(
			stage,
			front,
			{ u, v: foot + 0.95, width: Math.min(1.7, bay * random.between(0.5, 0.56)), height: home.kind === "storeyed" ? 1.45 : 1.25 },
			home,
		);
	});
	return holes.join("") + (storeys > 1 ? balcony(stage, front, home) : "");
}

function archedBay(
	stage: Stage,
	plane: Plane,
	{ u, v, width, height }: { u: number; v: number; width: number; height: number },
	home: House,
): string {
	const depth = stage.lens.depthOf(plane.at(u, 1));
	const tone = (hex: string) => stage.tone(hex, stage.turned(plane.normal), depth);
	const arch = (grow: number) => {
		const half = width / 2 + grow;
		const rim = Array.from({ length: 11 }, (_, i) =>
			plane.at(u + Math.cos((i / 10) * Math.PI) * half, v + height - width / 2 + Math.sin((i / 10) * Math.PI) * half),
		);
		return stage.lens.faceOn([plane.at(u + half, v), ...rim, plane.at(u - half, v)]);
	};
	const grid = [-0.36, -0.18, 0, 0.18, 0.36].map((s) =>
		stage.lens.course([plane.at(u + width * s, v + 1.0), plane.at(u + width * s, v + height - Math.abs(s) * 0.7 - 0.1)]),
	);
	const rows = [1.3, 1.65, 2.0].map((h) => stage.lens.course([plane.at(u - width * 0.44, v + h), plane.at(u + width * 0.44, v + h)]));
	return [
		shape(arch(0.22), tone(lighter("#a98a68", 0.15))),
		shape(arch(0), tone("#ded0ae")),
		shape(stage.lens.faceOn(rectangleOn(plane, u - width / 2, v, u + width / 2, v + 0.9)), tone(mixed(home.wall.colour, "#8f8d80", 0.5))),
		line([...grid, ...rows].join(""), tone(home.frame), stage.lens.scaleAt(depth) * 0.05),
		shape(stage.lens.faceOn(rectangleOn(plane, u - width * 0.42, v, u - width * 0.06, v + 2.05)), tone(home.door)),
		shape(stage.lens.faceOn(rectangleOn(plane, u - width * 0.32, v + 1.25, u - width * 0.16, v + 1.6)), tone("#c8402c")),
	].join("");
}

function balcony(stage: Stage, front: Plane, home: House): string {
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
function eaveShade(stage: Stage, front: Plane, home: House): string {
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

function platform(stage: Stage, { x0, x1, z0 }: Body, home: House): string {
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

function columns(stage: Stage, { x0, z0 }: Body, home: House): string {
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

function roofOf(stage: Stage, body: Body, home: House): string {
	if (home.kind === "cave") return cliff(stage, body, home);
	if (home.rise === 0) return flatTop(stage, body, home);
	const over = home.veranda && home.kind !== "storeyed" ? 1.5 : 0.55;
	const [x0, x1] = [body.x0 - 0.3, body.x1 + 0.3];
	const middle = (body.z0 + body.z1) / 2;
	const top = home.eave + home.rise;
	const eave = home.eave - over * (home.rise / (body.z1 - body.z0)) * 0.9;
	const slope = tiledSlope(stage, {
		eaveFrom: [x0, eave, body.z0 - over],
		eaveTo: [x1, eave, body.z0 - over],
		ridgeFrom: [x0, top, middle],
		ridgeTo: [x1, top, middle],
		colour: home.roof,
		lift: home.ridgeLift,
		name: "house",
	});
	const spine = ridge(
		stage,
		[
			[x0, top, middle],
			[x1, top, middle],
		],
		{ colour: darker(home.roof, 0.12), lift: home.kind === "white" ? 0 : home.ridgeLift * 1.3, tall: 0.26 },
	);
	const ends = verges(stage, body, { x0, x1, eave, over, top, home });
	const nearest = Math.abs(stage.lens.camera.eye[0] - x0) < Math.abs(stage.lens.camera.eye[0] - x1) ? 0 : 1;
	return (
		soffit(stage, [body.x0, body.x1], { eave, z: body.z0 - over, home }) + (ends[1 - nearest] ?? "") + slope + spine + (ends[nearest] ?? "")
	);
}

function soffit(stage: Stage, [x0, x1]: [number, number], { eave, z, home }: { eave: number; z: number; home: House }): string {
	const far = stage.courtyard.yard.depth;
	const under = stage.lens.faceOn([
		[x0, eave - 0.1, z],
		[x1, eave - 0.1, z],
		[x1, home.eave, far],
		[x0, home.eave, far],
	]);
	const depth = Math.max(1, stage.lens.depthOf([(x0 + x1) / 2, eave, z]));
	const rafters = Array.from({ length: Math.floor((x1 - x0) / 0.42) }, (_, i) =>
		stage.lens.course([
			[x0 + (i + 0.5) * 0.42, eave - 0.1, z],
			[x0 + (i + 0.5) * 0.42, home.eave, far],
		]),
	);
	return (
		shape(under, stage.tone("#4a3a30", 0, depth)) +
		line(rafters.join(""), stage.tone("#6f5540", 0.1, depth), stage.lens.scaleAt(depth) * 0.07)
	);
}

/** The gable's edge: a verge board, or the stepped fire wall of the south. */
function verges(stage: Stage, body: Body, r: { x0: number; x1: number; eave: number; over: number; top: number; home: House }): string[] {
	const middle = (body.z0 + body.z1) / 2;
	return [r.x0, r.x1].map((x, i) => {
		if (r.home.kind === "white") return steppedWall(stage, i === 0 ? body.x0 - 0.04 : body.x1 - 0.3, body, r.home);
		const rim = (drop: number): Spot[] => [
			[x, r.eave - drop, body.z0 - r.over],
			[x, r.top - drop, middle],
		];
		const near = stage.lens.faceOn([...rim(-0.1), ...rim(0.2).reverse()]);
		const far = stage.lens.faceOn([
			[x, r.top + 0.1, middle],
			[x, r.eave + 0.1, body.z1 + 0.3],
			[x, r.eave - 0.2, body.z1 + 0.3],
			[x, r.top - 0.2, middle],
		]);
		const seen = i === 0 ? stage.lens.camera.eye[0] < x : stage.lens.camera.eye[0] > x;
		const colour = stage.tone(darker(r.home.roof, 0.25), 0.4, stage.lens.depthOf([x, r.eave, body.z0]));
		return shape(near, colour) + (seen ? shape(far, colour) : "");
	});
}

function steppedWall(stage: Stage, x: number, body: Body, home: House): string {
	const deep = body.z1 - body.z0;
	const steps = [
		[0.34, 0.66, home.rise + 0.6],
		[0.14, 0.86, home.rise * 0.6 + 0.4],
		[-0.06, 1.04, home.rise * 0.16 + 0.34],
	] as const;
	return steps
		.map(([near, far, up]) => {
			const box = {
				min: [x, home.eave - 0.6, body.z0 + deep * near] as Spot,
				max: [x + 0.34, home.eave + up, body.z0 + deep * far] as Spot,
			};
			const cap = { min: [x - 0.14, box.max[1], box.min[2] - 0.2] as Spot, max: [x + 0.48, box.max[1] + 0.17, box.max[2] + 0.2] as Spot };
			const tip = { min: [x - 0.1, cap.max[1], cap.min[2] - 0.05] as Spot, max: [x + 0.44, cap.max[1] + 0.14, cap.min[2] + 0.35] as Spot };
			const snowy =
				stage.light.weather === "snow"
					? block(stage, { min: [cap.min[0], cap.max[1], cap.min[2]], max: [cap.max[0], cap.max[1] + 0.1, cap.max[2]] }, "#f0f2f4")
					: "";
			return (
				walledBox(stage, box, home.wall, `step/${x > body.x0}/${up.toFixed(1)}`, "raised") +
				block(stage, cap, darker(home.roof, 0.1)) +
				snowy +
				block(stage, tip, darker(home.roof, 0.2))
			);
		})
		.join("");
}

function flatTop(stage: Stage, body: Body, home: House): string {
	const cornice = block(
		stage,
		{ min: [body.x0 - 0.25, home.eave - 0.05, body.z0 - 0.5], max: [body.x1 + 0.25, home.eave + 0.2, body.z1] },
		"#cdc5b4",
	);
	const parapet = block(
		stage,
		{ min: [body.x0, home.eave + 0.2, body.z0], max: [body.x1, home.eave + 0.95, body.z0 + 0.2] },
		home.wall.colour,
	);
	const band = block(
		stage,
		{ min: [body.x0 - 0.05, home.eave + 0.85, body.z0 - 0.06], max: [body.x1 + 0.05, home.eave + 1.0, body.z0 + 0.25] },
		home.roof,
	);
	return cornice + parapet + band + solarHeater(stage, [body.x0 + home.width * 0.7, home.eave + 0.9, body.z0 + 1.5]);
}

function solarHeater(stage: Stage, [x, y, z]: Spot): string {
	if (!stage.lasting("solar").chance(0.75)) return "";
	const tank = block(stage, { min: [x - 0.8, y + 0.85, z], max: [x + 0.8, y + 1.25, z + 0.4] }, "#d5d8d6");
	const depth = stage.lens.depthOf([x, y, z]);
	const tubes = Array.from({ length: 9 }, (_, i) =>
		stage.lens.course([
			[x - 0.7 + i * 0.175, y, z - 0.9],
			[x - 0.7 + i * 0.175, y + 0.9, z],
		]),
	);
	return line(tubes.join(""), stage.tone("#39424f", 0.6, depth), stage.lens.scaleAt(depth) * 0.1) + tank;
}

/** Cave dwellings are cut into a loess bank: layered cliff above, thorn and grass on its lip. */
function cliff(stage: Stage, body: Body, home: House): string {
	const random = stage.lasting("cliff");
	const [x0, x1] = [body.x0 - 9, body.x1 + 9];
	const lip = Array.from(
		{ length: 25 },
		(_, i): Spot => [x0 + ((x1 - x0) * i) / 24, home.eave + 0.9 + random.between(0, 0.9) + Math.sin(i / 4) * 0.5, body.z0 + 0.6],
	);
	const depth = stage.lens.depthOf([0, 3, body.z0]);
	const turned = stage.turned([0, 0, -1]);
	const bank = shape(
		stage.lens.faceOn([[x0, home.eave - 0.1, body.z0 + 0.02], ...lip, [x1, home.eave - 0.1, body.z0 + 0.02]]),
		stage.tone(darker(home.wall.colour, 0.06), turned, depth),
	);
	const eaves = block(
		stage,
		{ min: [body.x0, home.eave - 0.35, body.z0 - 0.45], max: [body.x1, home.eave - 0.15, body.z0 + 0.1] },
		"#7d7266",
	);
	const tufts = lip.flatMap((spot) => {
		const { x, y, depth: away } = stage.lens.seen(spot);
		return away < 1 ? [] : [disc(x + random.between(-20, 20), y + 4, random.between(8, 26), random.between(5, 12))];
	});
	return bank + shape(tufts.join(""), stage.tone(stage.season.grass, 0.6, depth)) + eaves;
}
