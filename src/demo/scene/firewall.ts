import type { Body } from "./body.ts";
import { shape } from "./brush.ts";
import type { House } from "./dwelling.ts";
import { darker } from "./palette.ts";
import { block } from "./solids.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

/** The stepped fire wall of the south: it stands free above the slope, and the slope hides its foot. */
export function steppedWall(stage: Stage, x: number, body: Body, home: House): string {
	const deep = body.z1 - body.z0;
	const steps = [
		[0.34, 0.66, home.rise + 0.6],
		[0.14, 0.86, home.rise * 0.6 + 0.4],
		[-0.06, 1.04, home.rise * 0.16 + 0.34],
	] as const;
	return steps
		.map(([near, far, up]) => wallStep(stage, { x, z0: body.z0 + deep * near, z1: body.z0 + deep * far, top: home.eave + up }, body))
		.join("");
}

type Step = { x: number; z0: number; z1: number; top: number };

function wallStep(stage: Stage, { x, z0, z1, top }: Step, body: Body): string {
	const { house: home } = stage.courtyard;
	const eyeX = stage.lens.camera.eye[0];
	const middle = (body.z0 + body.z1) / 2;
	const slopeAt = (z: number) => home.eave - 0.1 + home.rise * Math.max(0, 1 - Math.abs(z - middle) / (middle - body.z0));
	const outside = x <= body.x0 ? eyeX < x : eyeX > x + 0.34;
	const face = outside ? (x <= body.x0 ? x : x + 0.34) : x <= body.x0 ? x + 0.34 : x;
	const foot = (z: number) => (outside ? home.eave - 0.6 : slopeAt(z));
	const turned = stage.turned([face === x ? -1 : 1, 0, 0]);
	const depth = stage.lens.depthOf([x, top, z0]);
	const side = stage.lens.faceOn([
		[face, foot(z0), z0],
		[face, foot(middle), middle],
		[face, foot(z1), z1],
		[face, top, z1],
		[face, top, z0],
	]);
	const end = stage.lens.faceOn([
		[x, home.eave - 0.6, z0],
		[x + 0.34, home.eave - 0.6, z0],
		[x + 0.34, top, z0],
		[x, top, z0],
	]);
	const cap = { min: [x - 0.14, top, z0 - 0.2] as Spot, max: [x + 0.48, top + 0.17, z1 + 0.2] as Spot };
	const tip = { min: [x - 0.1, cap.max[1], cap.min[2] - 0.05] as Spot, max: [x + 0.44, cap.max[1] + 0.14, cap.min[2] + 0.35] as Spot };
	const snowy =
		stage.light.weather === "snow"
			? block(stage, { min: [cap.min[0], cap.max[1], cap.min[2]], max: [cap.max[0], cap.max[1] + 0.1, cap.max[2]] }, "#f0f2f4")
			: "";
	const white = (k: number) => stage.tone(home.wall.colour, k, depth);
	return (
		shape(side, white(turned)) +
		shape(end, white(stage.turned([0, 0, -1]))) +
		block(stage, cap, darker(home.roof, 0.1)) +
		snowy +
		block(stage, tip, darker(home.roof, 0.2))
	);
}
