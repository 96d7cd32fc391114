import { line, shape, touch } from "./brush.ts";
import { darker, lighter } from "./palette.ts";
import type { Spot } from "./space.ts";
import type { Stage } from "./stage.ts";

/** Broom arcs: fans of fine light lines on the swept ground. */
export function broomTraces(stage: Stage, area: { x0: number; x1: number; z0: number; z1: number }): string {
	const random = stage.passing("broom");
	const fans = Array.from({ length: 14 }, () => {
		const [cx, cz, turn] = [random.between(area.x0, area.x1), random.between(area.z0, area.z1), random.between(-0.5, 0.5)];
		return Array.from({ length: 7 }, (_, k) => {
			const r = 0.9 + k * 0.075;
			return stage.lens.course(
				Array.from({ length: 6 }, (_, i): Spot => [cx + Math.cos(turn + i * 0.2) * r, 0, cz + Math.sin(turn + i * 0.2) * r]),
			);
		}).join("");
	});
	const { colour } = stage.courtyard.yard;
	return (
		line(fans.join(""), stage.tone(lighter(colour, 0.4), 0.9, 5), 1.6, 0.34) +
		line(fans.slice(0, 7).join(""), stage.tone(darker(colour, 0.3), 0.6, 5), 1, 0.16)
	);
}

export function fallenLeaves(stage: Stage, area: { x0: number; x1: number; z0: number; z1: number }, count: number): string {
	const random = stage.passing("leaves");
	const tones = [stage.season.leaf, "#b8662e", "#d9a441"];
	return tones
		.map((tone) => {
			const leaves = Array.from({ length: Math.round(count / 3) }, () => {
				const { x, y, depth } = stage.lens.seen([random.between(area.x0, area.x1), 0, random.between(area.z0, area.z1)]);
				const size = stage.lens.scaleAt(depth) * 0.09;
				return depth < 1 ? "" : touch(x, y, size, size * 0.24, random.pick([random.between(-0.4, 0.4), random.between(2.8, 3.5)]));
			});
			return shape(leaves.join(""), stage.tone(tone, 0.8, 5));
		})
		.join("");
}

/** A path swept through the snow from the gate to the door. */
export function sweptPath(stage: Stage): string {
	const { gate, house, yard } = stage.courtyard;
	const random = stage.lasting("swept-path");
	const edge = (side: number) =>
		Array.from({ length: 13 }, (_, i): Spot => {
			const share = i / 12;
			return [gate.x + (house.aside - gate.x) * share + side * (0.75 + random.between(-0.14, 0.14)), 0, share * (yard.depth - 0.8)];
		});
	const bank = (side: number, out: number) => stage.lens.faceOn([...edge(side), ...edge(side * out).reverse()]);
	const snow = stage.tone("#fdfdfb", 1, 5);
	return (
		shape(stage.lens.faceOn([...edge(-1), ...edge(1).reverse()]), stage.tone(darker(yard.colour, 0.08), 0.7, 5), 0.9) +
		shape(bank(-1, 1.25) + bank(1, 1.25), snow, 0.9)
	);
}
