import { bodyOf } from "./body.ts";
import type { Keepsake } from "./courtyard.ts";
import { pot } from "./garden.ts";
import * as things from "./keepsakes.ts";
import type { Spot } from "./space.ts";
import { type Motif, type Piece, type Stage, stand } from "./stage.ts";
import * as tools from "./tools.ts";
import type { View } from "./views.ts";

const KEPT: Record<Keepsake, readonly [Motif, number, number]> = {
	jar: [things.jar, 0.9, 0.8],
	well: [things.well, 1.2, 0.6],
	mill: [things.mill, 1.4, 0.6],
	bench: [tools.bench, 1.2, 0.4],
	pots: [pot, 0.5, 0.5],
	bicycle: [things.bicycle, 1.7, 0.8],
	tricycle: [things.tricycle, 2.3, 0.9],
	line: [things.washing, 2.6, 1.2],
	hens: [(kit) => tools.hen(kit), 0.5, 0.4],
};

/** Belongings that stand on the shady side, away from the work. */
export function keepsakes(stage: Stage, view: View): Piece[] {
	const { yard, tree, keepsakes: kept, wing } = stage.courtyard;
	const t = Math.sign(tree.x) || 1;
	const reach = yard.width / 2 - (wing ? wing.width : 0);
	const places: Spot[] = [
		[t * (reach - 0.9), 0, yard.depth - 2.3],
		[t * 2.1, 0, yard.depth - 1.9],
		[t * (reach - 0.7), 0, yard.depth * 0.42],
		[t * (reach - 0.6), 0, 1.2],
	];
	if (view.run.along(0, 0)[2] < 0 || view.run.along(0, 0)[2] > yard.depth) return [];
	return kept.flatMap((name, i) => {
		const [motif, width, height] = KEPT[name];
		return stand(stage, { at: places[i] as Spot, width, height, name: `kept/${name}`, nearest: 3.6 }, motif);
	});
}

/** Maize, chillies, lanterns and a sieve under the eaves, by season. */
export function hungThings(stage: Stage): string {
	const { house } = stage.courtyard;
	if (stage.lens.camera.eye[2] > stage.courtyard.yard.depth - 0.3 || house.kind === "cave") return "";
	const random = stage.lasting("hung");
	const body = bodyOf(stage);
	const bay = house.width / house.bays;
	const height = house.kind === "storeyed" ? 2.45 : house.eave - 0.55;
	const hooks = Array.from({ length: house.bays + 1 }, (_, i) => body.x0 + 0.28 + i * ((house.width - 0.56) / house.bays));
	const hung = hooks.flatMap((x, i) => {
		const motif = stage.season.harvest
			? random.pick([things.cornHank, things.cornHank, things.chilliString, things.sieve])
			: random.pick([things.sieve, undefined, undefined]);
		return motif && Math.abs(x - body.x0 - house.width / 2) > bay * 0.3
			? stand(stage, { at: [x, height, body.z0 - 0.08], width: 0.3, height: 1, name: `hung/${i}`, lies: true }, motif)
			: [];
	});
	return hung.map(({ svg }) => svg).join("");
}
