import { seededRandom } from "#db/seed/random.ts";
import { disc, shape } from "./brush.ts";
import { type Courtyard, courtyardOf } from "./courtyard.ts";
import { broomTraces, fallenLeaves, flatness, ground } from "./grounds.ts";
import { keepsakes } from "./household.ts";
import { birds, farCountry, hills, sky, wires } from "./sky.ts";
import { type Camera, HEIGHT, type Spot, WIDTH } from "./space.ts";
import { type Moment, type Piece, type Showing, type Stage, shadowReach, stageFor, stand } from "./stage.ts";
import { grown, type Tree, tree } from "./trees.ts";
import { VIEW, type View } from "./views.ts";
import { tidied, untidy } from "./work.ts";

export { type Courtyard, courtyardOf, type Moment };

/** One picture of a home as SVG, 1280 × 960. Season, light and weather follow from `takenAt`; `view` chooses where the camera stands. */
export function drawCourtyard(courtyard: Courtyard, showing: Showing & { view?: number }): string {
	const view = (VIEW[(showing.view ?? courtyard.view) % VIEW.length] as (typeof VIEW)[number])(courtyard);
	const random = seededRandom(`${courtyard.seed}/${showing.moment}/${showing.takenAt.toISOString()}/hand`);
	const stage = stageFor(courtyard, showing, handHeld(random, view.camera));
	const tilt = random.between(-1.1, 1.1);
	const turn = `translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${tilt.toFixed(2)}) scale(${courtyard.mirrored ? -1.035 : 1.035} 1.035) translate(${-WIDTH / 2} ${-HEIGHT / 2})`;
	const painted = paintScene(stage, view);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${stage.defs.join("")}</defs><g transform="${turn}">${painted}</g></svg>`;
}

/** Nobody stands twice on the same spot. */
function handHeld(random: ReturnType<typeof seededRandom>, { eye, yaw, focal, horizon }: Camera): Camera {
	const shift = (reach: number) => random.between(-reach, reach);
	return {
		eye: [eye[0] + shift(0.14), eye[1] + shift(0.05), eye[2] + shift(0.14)],
		yaw: yaw + shift(0.018),
		focal: focal * (1 + shift(0.02)),
		horizon: horizon + shift(12),
	};
}

function paintScene(stage: Stage, view: View): string {
	const background = [sky(stage), hills(stage), birds(stage), farCountry(stage), wires(stage), behindTrees(stage, view)].join("");
	const floors = floorsOf(stage);
	const solids = view.solids.map((solid) => solid(stage)).join("");
	const work = stage.moment === "before" ? untidy(stage, view) : tidied(stage, view);
	const things = [...work.pieces, ...keepsakes(stage, view), ...(view.tree ? yardTree(stage) : [])];
	const frame = view.frame?.(stage) ?? "";
	const swept = stage.moment === "after" && stage.light.weather !== "snow" ? broomTraces(stage, view.open) : "";
	const shaded = shape(stage.shadows.join(""), stage.light.shadow, 0.1 + 0.3 * stage.light.strength);
	const leaves = leafFall(stage, view);
	const sorted = (pieces: readonly Piece[]) =>
		[...pieces]
			.sort((a, b) => b.depth - a.depth)
			.map(({ svg }) => svg)
			.join("");
	const beyond = things.filter(({ z }) => !view.frame || z > -0.2);
	const before = things.filter(({ z }) => view.frame && z <= -0.2);
	return background + floors + swept + work.flat + shaded + leaves + solids + sorted(beyond) + frame + sorted(before);
}

function floorsOf(stage: Stage): string {
	const { yard, house } = stage.courtyard;
	const half = yard.width / 2;
	const lane = ground(stage, {
		x0: -40,
		x1: 40,
		z0: -6.5,
		z1: -0.1,
		floor: house.kind === "storeyed" ? "concrete" : "earth",
		colour: "#b3a384",
		name: "lane",
	});
	const side = ground(stage, {
		x0: half,
		x1: half + 14,
		z0: -0.1,
		z1: yard.depth + house.depth + 3,
		floor: "earth",
		colour: "#b39c74",
		name: "side",
	});
	return (
		side + lane + ground(stage, { x0: -half, x1: half, z0: -0.1, z1: yard.depth, floor: yard.floor, colour: yard.colour, name: "yard" })
	);
}

function behindTrees(stage: Stage, view: View): string {
	const { eye, yaw } = view.camera;
	const pieces = stage.courtyard.behind.flatMap(({ kind, height, x }, i) => {
		const far = 17 + i * 3.5;
		const at: Spot = [eye[0] + Math.sin(yaw) * far + Math.cos(yaw) * x, 0, eye[2] + Math.cos(yaw) * far - Math.sin(yaw) * x];
		const shapeOf = grown(stage.lasting(`behind/${i}`), { kind, height });
		return stand(stage, { at, width: 1, height, name: `behind/${i}`, lies: true }, (kit) => tree(kit, shapeOf, 0.4));
	});
	return pieces
		.sort((a, b) => b.depth - a.depth)
		.map(({ svg }) => svg)
		.join("");
}

function yardTree(stage: Stage): Piece[] {
	const own = stage.courtyard.tree;
	const shapeOf = grown(stage.lasting("tree"), own);
	const at: Spot = [own.x, 0, own.z];
	dapple(stage, shapeOf, at);
	return stand(stage, { at, width: 0.5, height: 0.4, name: "tree", lies: true }, (kit) => tree(kit, shapeOf));
}

/** The crown's shade on the ground, clump by clump, and the trunk's. */
function dapple(stage: Stage, { clumps }: Tree, at: Spot): void {
	if (stage.season.leafage < 0.2) return;
	for (const { x, y, r } of clumps) {
		const [dx, dz] = shadowReach(stage, -y / 100);
		const { x: sx, y: sy, depth } = stage.lens.seen([at[0] + x / 100 + dx, 0, at[2] + dz]);
		if (depth < 1) continue;
		const size = (stage.lens.scaleAt(depth) * r) / 100;
		stage.shadows.push(disc(sx, sy, size * 0.8, size * 0.8 * flatness(stage, depth)));
	}
}

function leafFall(stage: Stage, view: View): string {
	if (stage.season.name !== "autumn" || stage.season.leafage > 0.98) return "";
	return fallenLeaves(stage, view.open, stage.moment === "before" ? 130 : 26);
}
