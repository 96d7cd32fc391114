import { bodyOf } from "./body.ts";
import { shape } from "./brush.ts";
import type { Side } from "./enclosure.ts";
import { doubleDoor, window } from "./openings.ts";
import { darker } from "./palette.ts";
import { ridge, type Slope, showsItsTop, tiledSlope } from "./roof.ts";
import { block, boxShadow, sidesOf, walledBox } from "./solids.ts";
import { faces, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

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
	const slope: Slope = {
		eaveFrom: [low, own.eave - 0.1, a],
		eaveTo: [low, own.eave - 0.1, b],
		ridgeFrom: [high, own.eave + 1.2, a],
		ridgeTo: [high, own.eave + 1.2, b],
		colour: own.roof,
		lift: 0,
		name: "wing",
	};
	const spine = showsItsTop(stage, slope)
		? ridge(stage, [slope.ridgeFrom, slope.ridgeTo], { colour: darker(own.roof, 0.1), lift: 0.05, tall: 0.16 })
		: "";
	const wallX = side === "left" ? max[0] : min[0];
	const under = stage.lens.faceOn([slope.eaveFrom, slope.eaveTo, [wallX, own.eave, b], [wallX, own.eave, a]]);
	return shape(under, stage.tone("#4a3a30", 0, 4)) + tiledSlope(stage, slope) + spine;
}
