import { shape } from "./brush.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { PAVING } from "./paving.ts";
import { HEIGHT, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import type { Ground } from "./stains.ts";
import { spots, stains } from "./stains.ts";

export function ground(stage: Stage, g: Ground): string {
	const outline = stage.lens.faceOn(rim(stage, g));
	if (!outline) return "";
	const ink = (hex: string, depth = 6) => stage.tone(hex, 0.78, depth);
	const { horizon } = stage.lens.camera;
	const wet = stage.light.weather === "wet";
	const hex = stage.light.weather === "snow" ? mixed(g.colour, "#eef0f1", 0.86) : wet ? darker(g.colour, 0.24) : g.colour;
	const base = stage.wash(
		[ink(lighter(hex, 0.14), 14), ink(lighter(hex, 0.04), 7), ink(darker(hex, 0.1), 2)],
		[0, horizon + 60],
		[0, HEIGHT + 40],
	);
	return (
		shape(outline, base) + (stage.light.weather === "snow" ? drifts(stage, g) : PAVING[g.floor](stage, g)) + (wet ? shine(stage, g) : "")
	);
}

function drifts(stage: Stage, g: Ground): string {
	const random = stage.lasting(`${g.name}/drifts`);
	const blue = stage.tone("#c3ceda", 0.4, 5);
	return (
		shape(
			stains(stage, spots(stage, g, 18, "hollows"), () => random.between(0.3, 1)),
			blue,
			0.3,
		) +
		shape(
			stains(stage, spots(stage, g, 14, "crests"), () => random.between(0.3, 0.9)),
			stage.tone("#fbfbf9", 1, 5),
			0.5,
		)
	);
}

/** After rain the ground holds some sky. */
function shine(stage: Stage, g: Ground): string {
	const pools = spots(stage, g, 16, "shine");
	const random = stage.passing("shine");
	return (
		shape(
			stains(stage, pools, () => random.between(0.2, 0.9)),
			stage.light.sky[2],
			0.26,
		) +
		shape(
			stains(stage, pools, () => random.between(0.08, 0.4)),
			stage.light.sky[1],
			0.4,
		)
	);
}

/** Trodden earth has no straight edge. */
function rim(stage: Stage, { x0, x1, z0, z1, floor, name }: Ground): Spot[] {
	const random = stage.lasting(`${name}/rim`);
	const loose = floor === "earth" && name !== "yard" ? 0.3 : 0;
	const side = (from: Spot, to: Spot, steps: number) =>
		Array.from(
			{ length: steps },
			(_, i): Spot => [
				from[0] + ((to[0] - from[0]) * i) / steps + random.between(-loose, loose),
				0,
				from[2] + ((to[2] - from[2]) * i) / steps + random.between(-loose, loose),
			],
		);
	const corners: Spot[] = [
		[x0, 0, z0],
		[x1, 0, z0],
		[x1, 0, z1],
		[x0, 0, z1],
	];
	return corners.flatMap((corner, i) => side(corner, corners[(i + 1) % 4] as Spot, loose > 0 ? 30 : 1));
}
