import { blob, disc } from "./brush.ts";
import { HEIGHT, type Spot, WIDTH } from "./space.ts";
import type { Stage } from "./stage.ts";

/** The yard's floor or, outside, the lane: a flat piece of ground with its own paving. */
export type Ground = {
	x0: number;
	x1: number;
	z0: number;
	z1: number;
	floor: "earth" | "concrete" | "brick" | "slabs";
	colour: string;
	name: string;
};

export function spots(stage: Stage, g: Ground, count: number, name: string): Spot[] {
	const random = stage.lasting(`${g.name}/${name}`);
	return Array.from({ length: count }, (): Spot => [random.between(g.x0, g.x1), 0, random.between(g.z0, g.z1)]);
}

/** Soft stains lying on the ground, sized in metres. */
export function stains(stage: Stage, places: readonly Spot[], size: (i: number) => number): string {
	const random = stage.lasting("stains");
	return places
		.map((spot, i) => {
			const { x, y, depth } = stage.lens.seen(spot);
			const r = stage.lens.scaleAt(depth) * size(i);
			if (depth < 1.2 || x < -r || x > WIDTH + r || y > HEIGHT + r) return "";
			return blob(random, { x, y, rx: r * 1.3, ry: r * flatness(stage, depth) * 0.7, rough: 0.4, corners: 9 });
		})
		.join("");
}

/** Flat dabs lying on the ground, sized in metres. */
export function flats(stage: Stage, places: readonly Spot[], size: (i: number) => number): string {
	return places
		.map((spot, i) => {
			const { x, y, depth } = stage.lens.seen(spot);
			if (depth < 0.9 || x < -60 || x > WIDTH + 60 || y > HEIGHT + 60) return "";
			const r = stage.lens.scaleAt(depth) * size(i);
			return disc(x, y, r, r * flatness(stage, depth));
		})
		.join("");
}

export const flatness = (stage: Stage, depth: number) => Math.min(0.7, stage.lens.camera.eye[1] / Math.max(1, depth));
