import { type SeededRandom, seededRandom } from "#demo/random.ts";
import { shape } from "./brush.ts";
import { farCountry } from "./country.ts";
import { type Courtyard, courtyardOf } from "./courtyard.ts";
import { ground } from "./grounds.ts";
import { grown } from "./growth.ts";
import { keepsakes } from "./household.ts";
import { shade } from "./shade.ts";
import { birds, hills, sky, wires } from "./sky.ts";
import { type Camera, HEIGHT, type Spot, WIDTH } from "./space.ts";
import { type Piece, type Showing, type Stage, stageFor, stand } from "./stage.ts";
import { broomTraces, fallenLeaves, sweptPath } from "./traces.ts";
import { tree } from "./trees.ts";
import { VIEW, type View } from "./views.ts";
import { tidied, untidy } from "./work.ts";

export { type Courtyard, courtyardOf };

/** One picture of a home as SVG, 1280 × 960. Season, light and weather follow from `takenAt`; `view` chooses where the camera stands. */
export function drawCourtyard(courtyard: Courtyard, showing: Showing & { view?: number }): string {
	const view = (VIEW[(showing.view ?? courtyard.view) % VIEW.length] as (typeof VIEW)[number])(courtyard);
	const random = seededRandom(`${courtyard.seed}/${showing.moment}/${showing.takenAt.toISOString()}/hand`);
	const stage = stageFor(courtyard, showing, handHeld(courtyard, random, view));
	// A level picture also costs a sixth less to rasterise.
	const tilt = random.chance(0.55) ? 0 : random.between(-1.3, 1.3);
	const turn = `translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${tilt.toFixed(2)}) scale(${courtyard.mirrored ? -1.035 : 1.035} 1.035) translate(${-WIDTH / 2} ${-HEIGHT / 2})`;
	const painted = paintScene(stage, view);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>${stage.defs.join("")}</defs><g transform="${turn}">${painted}</g></svg>`;
}

/** People have their own favourite spot before the same house; and nobody stands twice exactly on it. */
function handHeld(home: Courtyard, random: SeededRandom, { camera, play }: View): Camera {
	const own = seededRandom(`${home.seed}/stance`);
	const shift = (lasting: number, passing: number) => own.between(-lasting, lasting) * play + random.between(-passing, passing);
	const { eye, yaw, focal, horizon } = camera;
	return {
		eye: [eye[0] + shift(1, 0.13), eye[1] + shift(0.25, 0.05), eye[2] + shift(1, 0.13)],
		yaw: yaw + shift(0.12, 0.018),
		focal: focal * (1 + shift(0.12, 0.02)),
		horizon: horizon + shift(50, 12),
	};
}

function paintScene(stage: Stage, view: View): string {
	const background = [sky(stage), hills(stage), birds(stage), farCountry(stage), wires(stage), behindTrees(stage, view)].join("");
	const trees = view.tree ? yardTree(stage, view.tree) : [];
	const work = stage.moment === "before" ? untidy(stage, view) : tidied(stage, view);
	const things = [...work.pieces, ...keepsakes(stage, view), ...trees].sort((a, b) => b.depth - a.depth);
	const solids = view.solids.map((solid) => solid(stage)).join("");
	const front = view.front?.(stage) ?? "";
	const swept = stage.moment === "before" ? "" : stage.light.weather === "snow" ? sweptPath(stage) : broomTraces(stage, view.open);
	const shaded = shape(stage.shadows.join(""), stage.light.shadow, 0.1 + 0.3 * stage.light.strength);
	const outside = (thing: Piece) => view.front !== undefined && thing.z <= -0.2;
	const painted = (pieces: readonly Piece[]) => pieces.map(({ svg }) => svg).join("");
	const ground = floorsOf(stage) + swept + work.flat + shaded + leafFall(stage, view);
	return (
		background +
		ground +
		solids +
		painted(things.filter((thing) => !outside(thing))) +
		front +
		painted(things.filter(outside)) +
		(view.overhead?.(stage) ?? "")
	);
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
	const over = view.over ? overTheWall(stage, view.over) : [];
	return [...pieces, ...over]
		.sort((a, b) => b.depth - a.depth)
		.map(({ svg }) => svg)
		.join("");
}

function overTheWall(stage: Stage, at: Spot): Piece[] {
	const { kind, height } = stage.courtyard.tree;
	const shapeOf = grown(stage.lasting("over"), { kind, height: Math.max(5, height) });
	shade(stage, shapeOf, at);
	return stand(stage, { at, width: 0.5, height: 0.4, name: "over", lies: true, nearest: 3 }, (kit) => tree(kit, shapeOf, 0.8));
}

function yardTree(stage: Stage, at: Spot): Piece[] {
	const shapeOf = grown(stage.lasting("tree"), stage.courtyard.tree);
	shade(stage, shapeOf, at);
	return stand(stage, { at, width: 0.5, height: 0.4, name: "tree", lies: true, nearest: 4.6 }, (kit) => tree(kit, shapeOf));
}

function leafFall(stage: Stage, view: View): string {
	if (stage.season.name !== "autumn" || stage.season.leafage > 0.98) return "";
	return fallenLeaves(stage, view.open, stage.moment === "before" ? 130 : 26);
}
