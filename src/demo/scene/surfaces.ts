import { shape, short } from "./brush.ts";
import { ink } from "./coat.ts";
import type { Wall } from "./dwelling.ts";
import { darker, lighter, mixed } from "./palette.ts";
import { shadeOnWall } from "./shade.ts";
import { faces, type Plane, rectangleOn, type Spot } from "./space.ts";
import type { Stage } from "./stage.ts";
import { TEXTURE } from "./textures.ts";

/** A wall seen from its outside: base wash, texture, damp foot. Nothing when it is turned away. */
export function wallFace(stage: Stage, plane: Plane, wall: Wall, name: string, raised?: "raised"): string {
	if (!faces(plane, stage.lens.camera.eye)) return "";
	const outline = stage.lens.faceOn(rectangleOn(plane, 0, 0, plane.width, plane.height));
	if (!outline) return "";
	return [
		shape(outline, washOf(stage, plane, wall)),
		TEXTURE[wall.stuff](stage, plane, { ...wall, name }),
		raised ? "" : foot(stage, plane, wall),
		shape(shadeOnWall(stage, plane), stage.light.shadow, 0.26 * stage.light.strength),
	].join("");
}

function washOf(stage: Stage, plane: Plane, wall: Wall): string {
	const turned = stage.turned(plane.normal);
	const ends = [0.04, 0.96].map((share) => stage.lens.seen(plane.at(plane.width * share, plane.height * 0.5)));
	const colours = ends.map((end) => stage.tone(wall.colour, turned, Math.max(1, end.depth)));
	const [a, b] = ends as [(typeof ends)[0], (typeof ends)[0]];
	if (Math.abs(a.x - b.x) < 60 || a.depth < 0.6 || b.depth < 0.6) {
		const top = stage.lens.seen(plane.at(plane.width / 2, plane.height));
		const base = stage.lens.seen(plane.at(plane.width / 2, 0));
		return stage.wash([lighter(colours[0] as string, 0.05), darker(colours[1] as string, 0.07)], [top.x, top.y], [top.x, base.y]);
	}
	return stage.wash(
		[darker(colours[0] as string, 0.03), lighter(colours[0] as string, 0.05), colours[1] as string],
		[a.x, a.y],
		[b.x, b.y],
	);
}

/** Damp and splashes along the ground; a little weathering under the top. */
function foot(stage: Stage, plane: Plane, wall: Wall): string {
	const random = stage.lasting(`foot/${short(plane.width)}`);
	const tall = Math.min(plane.height, 0.7);
	const damp = (low: number, high: number) =>
		Array.from({ length: 17 }, (_, i) => plane.at((plane.width * i) / 16, Math.min(tall, random.between(low, high))));
	const hex = ink(stage, plane, mixed(wall.colour, "#5d5a4c", 0.6));
	const under = (dots: Spot[]) => stage.lens.faceOn([plane.at(0, 0), ...dots, plane.at(plane.width, 0)]);
	return shape(under(damp(0.3, 0.46)), hex, 0.16) + shape(under(damp(0.14, 0.24)), hex, 0.22) + shape(under(damp(0.03, 0.09)), hex, 0.4);
}
