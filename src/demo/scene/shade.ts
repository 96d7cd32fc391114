import { disc, leafy } from "./brush.ts";
import type { Tree } from "./growth.ts";
import { dot, from, type Plane, type Spot } from "./space.ts";
import { type Stage, shadowReach } from "./stage.ts";
import { flatness } from "./stains.ts";

/** The crown's shade on the ground, clump by clump; and notes the clumps for the walls that are painted later. */
export function shade(stage: Stage, { clumps, kind }: Tree, at: Spot): void {
	if (stage.season.leafage < 0.2 && kind !== "bamboo") return;
	const { yaw } = stage.lens.camera;
	for (const { x, y, r } of clumps) {
		const spot: Spot = [at[0] + (x / 100) * Math.cos(yaw), -y / 100, at[2] - (x / 100) * Math.sin(yaw)];
		stage.canopy.push({ spot, reach: r / 100 });
		const [dx, dz] = shadowReach(stage, spot[1]);
		const fallen = stage.lens.seen([spot[0] + dx, 0, spot[2] + dz]);
		if (fallen.depth < 1) continue;
		const size = (stage.lens.scaleAt(fallen.depth) * r) / 100;
		stage.shadows.push(disc(fallen.x, fallen.y, size * 0.8, size * 0.8 * flatness(stage, fallen.depth)));
	}
}

/** Leaf shadows on a sunlit wall. */
export function shadeOnWall(stage: Stage, plane: Plane): string {
	const { sun, strength } = stage.light;
	const facing = dot(plane.normal, sun);
	if (facing < 0.12 || strength < 0.5) return "";
	const origin = plane.at(0, 0);
	const [along, up] = [from(origin, plane.at(1, 0)), from(origin, plane.at(0, 1))];
	const random = stage.lasting("leaf-shade");
	const dabs = stage.canopy.map(({ spot, reach }) => {
		const away = dot(plane.normal, from(origin, spot)) / facing;
		const fallen = from(origin, [spot[0] - sun[0] * away, spot[1] - sun[1] * away, spot[2] - sun[2] * away]);
		const [u, v] = [dot(fallen, along), dot(fallen, up)];
		const size = reach * 0.75;
		if (away < 0 || u < size || u > plane.width - size || v < size * 0.4 || v > plane.height - size * 0.9) return "";
		const { x, y, depth } = stage.lens.seen(plane.at(u, v));
		const [edge, scale] = [stage.lens.seen(plane.at(u + size, v)), stage.lens.scaleAt(depth)];
		return depth < 1 ? "" : leafy(random, { x, y, rx: Math.max(2, Math.abs(edge.x - x)), ry: size * scale, corners: 9 });
	});
	return dabs.join("");
}
