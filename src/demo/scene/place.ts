import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { entrance, square } from "./commons.ts";
import { farLand } from "./country.ts";
import { courtyardOf } from "./courtyard.ts";
import { roadside } from "./fields.ts";
import { dump, vacant } from "./plots.ts";
import { bins, stop } from "./shelters.ts";
import { type Site, siteOn } from "./site.ts";
import { birds, hills, sky, wires } from "./sky.ts";
import { type Camera, HEIGHT, WIDTH } from "./space.ts";
import { type Moment, stageFor } from "./stage.ts";
import { toilet } from "./washroom.ts";
import { pond } from "./water.ts";
import { ditch, lane } from "./ways.ts";

const SITES = { lane, ditch, roadside, entrance, square, pond, stop, bins, dump, vacant, toilet } satisfies Record<string, Site>;

export type PlaceKind = keyof typeof SITES;
export const PLACE_KINDS = Object.keys(SITES) as PlaceKind[];

/** One picture of a public place as SVG, 1280 × 960. The same seed is the same place; before and after are taken from the same spot. */
export function drawPlace(kind: PlaceKind, seed: string, { moment, takenAt }: { moment: Moment; takenAt: Date }): string {
	const site: Site = SITES[kind];
	const surroundings = { ...courtyardOf(seed), wires: kind === "stop" };
	const random = seededRandom(`${seed}/${takenAt.toISOString()}/hand`);
	const stage = stageFor(surroundings, { moment, takenAt, category: "" }, handHeld(site.camera, random));
	const painted = [sky(stage), hills(stage), birds(stage), farLand(stage), wires(stage), siteOn(stage, site)].join("");
	const turn = `translate(${WIDTH / 2} ${HEIGHT / 2}) scale(${surroundings.mirrored ? -1.02 : 1.02} 1.02) translate(${-WIDTH / 2} ${-HEIGHT / 2})`;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${stage.defs.join("")}</defs><g transform="${turn}">${painted}</g></svg>`;
}

/** Nobody stands twice exactly on one spot. */
function handHeld({ eye, yaw, focal, horizon }: Camera, random: SeededRandom): Camera {
	const by = (most: number) => random.between(-most, most);
	return {
		eye: [eye[0] + by(0.06), eye[1] + by(0.04), eye[2] + by(0.06)],
		yaw: yaw + by(0.01),
		focal: focal * (1 + by(0.01)),
		horizon: horizon + by(8),
	};
}
