import { bodyOf } from "./body.ts";
import { disc, shape } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { block, boxShadow, walledBox } from "./solids.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

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

/** A wall with its cap. */
export function topped(stage: Stage, box: { min: Spot; max: Spot }, name: string): string {
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
