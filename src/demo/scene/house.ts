import { bodyOf } from "./body.ts";
import { line, shape } from "./brush.ts";
import type { House } from "./dwelling.ts";
import { doubleDoor, window } from "./openings.ts";
import { lighter, mixed } from "./palette.ts";
import { balcony, columns, eaveShade, platform } from "./porch.ts";
import { cliff, roofOf } from "./rooftop.ts";
import { boxShadow, sidesOf } from "./solids.ts";
import { faces, type Plane, rectangleOn, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import { wallFace } from "./surfaces.ts";

export function house(stage: Stage): string {
	const { house: home } = stage.courtyard;
	const body = bodyOf(stage);
	const box = { min: [body.x0, 0, body.z0] as Spot, max: [body.x1, home.eave, body.z1] as Spot };
	boxShadow(stage, box);
	const { front, left, right, back } = sidesOf(box);
	const sides = [back, left, right].map((plane, i) => sideWall(stage, plane, { home, name: `house/side${i}`, gabled: i > 0 })).join("");
	const parts = [
		cliff(stage, body),
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
