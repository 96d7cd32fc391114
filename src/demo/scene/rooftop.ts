import type { Body } from "./body.ts";
import { leafy, line, shape } from "./brush.ts";
import type { House } from "./dwelling.ts";
import { steppedWall } from "./firewall.ts";
import { darker } from "./palette.ts";
import { ridge, tiledSlope } from "./roof.ts";
import { block } from "./solids.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

export function roofOf(stage: Stage, body: Body, home: House): string {
	if (home.kind === "cave")
		return block(stage, { min: [body.x0, home.eave - 0.35, body.z0 - 0.45], max: [body.x1, home.eave - 0.15, body.z0 + 0.1] }, "#7d7266");
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
		return seen ? underside(stage, body, { ...r, x }) + shape(near, colour) + shape(far, colour) : shape(near, colour);
	});
}

/** Boards under the overhang of a gable: without them the sky would show between wall and roof. */
function underside(stage: Stage, { x0, x1, z0, z1 }: Body, r: { x: number; eave: number; over: number; top: number; home: House }): string {
	const wallX = Math.abs(r.x - x0) < 1 ? x0 : x1;
	const middle = (z0 + z1) / 2;
	const peak: Spot[] = [
		[r.x, r.top, middle],
		[wallX, r.top, middle],
	];
	const front = stage.lens.faceOn([[r.x, r.eave - 0.1, z0 - r.over], ...peak, [wallX, r.home.eave - 0.1, z0]]);
	const back = stage.lens.faceOn([[r.x, r.eave - 0.1, z1 + 0.3], ...peak, [wallX, r.home.eave - 0.1, z1]]);
	return shape(front + back, stage.tone("#4f4037", 0.1, stage.lens.depthOf([wallX, r.eave, z0])));
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

/** Cave dwellings are cut into a loess bank: layered cliff, thorn and grass on its lip. Painted before the front that stands against it. */
export function cliff(stage: Stage, body: Body): string {
	const { house: home } = stage.courtyard;
	if (home.kind !== "cave" || stage.lens.camera.eye[2] > body.z0) return "";
	const random = stage.lasting("cliff");
	const [x0, x1] = [body.x0 - 16, body.x1 + 16];
	const lip = Array.from(
		{ length: 41 },
		(_, i): Spot => [x0 + ((x1 - x0) * i) / 40, home.eave + 1 + random.between(0, 0.8) + Math.sin(i / 5) * 0.7, body.z0 + 0.2],
	);
	const depth = stage.lens.depthOf([0, 3, body.z0]);
	const turned = stage.turned([0, 0, -1]);
	const bank = stage.lens.faceOn([[x0, 0, body.z0 + 0.2], ...lip, [x1, 0, body.z0 + 0.2]]);
	const strata = [0.75, 0.86, 0.95].map((share) =>
		stage.lens.course(lip.map(([x, y, z], i): Spot => [x, y * share + Math.sin(i) * 0.05, z])),
	);
	const tufts = lip.flatMap((spot) => {
		const { x, y, depth: away } = stage.lens.seen(spot);
		const size = stage.lens.scaleAt(away) * random.between(0.2, 0.5);
		return away < 1 ? [] : [leafy(random, { x: x + random.between(-1, 1) * size, y, rx: size * 1.5, ry: size * 0.5, corners: 7 })];
	});
	const earth = stage.tone(darker(home.wall.colour, 0.06), turned, depth);
	return (
		shape(bank, earth) +
		line(strata.join(""), stage.tone(darker(home.wall.colour, 0.25), turned, depth), 4, 0.4) +
		shape(tufts.join(""), stage.tone(stage.season.grass, 0.6, depth))
	);
}
