import { line, shape } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Spot } from "./space.ts";
import type { Piece, Stage } from "./stage.ts";
import type { Run } from "./views.ts";

/** A lean-to of poles and sheets against the wall. */
export function leanTo(stage: Stage, run: Run): Piece {
	const random = stage.lasting("lean-to");
	const at = (share: number, out: number, up: number): Spot => {
		const [x, , z] = run.along(share, out);
		return [x, up, z];
	};
	const [from, to, deep] = [0.12, 0.82, 1.5];
	const depth = stage.lens.depthOf(at(0.5, deep, 1));
	const scale = stage.lens.scaleAt(depth);
	const posts = [from, (from + to) / 2, to].map((share) =>
		stage.lens.course([at(share, deep, 0), at(share + random.between(-0.02, 0.02), deep, 1.7)]),
	);
	const hex = random.pick(["#7f9aa8", "#a9a79d", "#9a6a50"]);
	const roof = [at(from - 0.05, 0, 2.15), at(to + 0.05, 0, 2.05), at(to + 0.07, deep + 0.25, 1.62), at(from - 0.06, deep + 0.25, 1.75)];
	const ribs = Array.from({ length: 13 }, (_, i) => from + ((to - from) * i) / 12).map((share) =>
		stage.lens.course([at(share, 0, 2.12), at(share, deep + 0.25, 1.69)]),
	);
	const inside = stage.lens.faceOn([at(from, 0, 0), at(to, 0, 0), at(to, 0, 2), at(from, 0, 2)]);
	const edge = stage.lens.faceOn([roof[3] as Spot, roof[2] as Spot, at(to + 0.07, deep + 0.25, 1.54), at(from - 0.06, deep + 0.25, 1.67)]);
	const cloth = stage.lens.faceOn([
		at(from, deep, 1.65),
		at(from + 0.24, deep, 1.62),
		at(from + 0.22, deep, 0.5),
		at(from + 0.1, deep, 0.35),
		at(from, deep, 0.55),
	]);
	stage.shadows.push(stage.lens.faceOn([at(from, 0, 0), at(to, 0, 0), at(to, deep + 0.3, 0), at(from, deep + 0.3, 0)]));
	return {
		depth: depth - 0.6,
		z: run.along(0.5, 1)[2],
		svg: [
			shape(inside, stage.light.shadow, 0.42),
			line(posts.join(""), stage.tone("#6c5642", 0.5, depth), scale * 0.08),
			shape(stage.lens.faceOn(roof), stage.tone(hex, 0.8, depth)),
			line(ribs.join(""), stage.tone(darker(hex, 0.3), 0.4, depth), scale * 0.03, 0.7),
			shape(edge, stage.tone(darker(hex, 0.4), 0.3, depth)),
			shape(cloth, stage.tone(lighter("#5d86a8", 0.1), 0.6, depth), 0.92),
		].join(""),
	};
}
