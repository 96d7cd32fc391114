import { line, shape } from "./brush.ts";
import { leafOf, TIDY, type Tidy, UNTIDY, type Untidy } from "./chores.ts";
import { leanTo } from "./leanto.ts";
import { darker, lighter, mixed, paint } from "./palette.ts";
import type { Spot } from "./space.ts";
import { type Piece, type Stage, stand } from "./stage.ts";
import { flats, stains } from "./stains.ts";
import { bloom, box, bricks, broom, fence, planks, pot, type Thing, tyre, weed } from "./things.ts";
import type { Area, Run, View } from "./views.ts";

/** What lies flat on the ground, and what stands on it. */
export type Work = { flat: string; pieces: Piece[] };

export function untidy(stage: Stage, view: View): Work {
	const { along, about, weeds } = UNTIDY[leafOf(stage.category)] as Untidy;
	const { run, open } = view;
	const random = stage.lasting(`untidy/${stage.category}`);
	const order = random.shuffle(along);
	const lined = filled(run, order).flatMap(({ thing, share }, i) =>
		put(stage, run.along(share + random.between(-0.04, 0.04), 0.25 + thing[1] * 0.22 + random.between(0, 0.5)), thing, `along${i}`),
	);
	const loose = about.flatMap((thing, i) => put(stage, somewhere(random, open), thing, `about${i}`));
	const tufts = Array.from({ length: weeds }, (_, i) =>
		put(
			stage,
			run.along(random.between(-0.1, 1.15), random.chance(0.55) ? random.between(0.05, 0.3) : random.between(0.2, 2)),
			weed,
			`weed${i}`,
		),
	);
	const shed = leafOf(stage.category) === "C3-01" ? [leanTo(stage, run)] : [];
	const wet = leafOf(stage.category) === "Q2-01" || random.chance(0.3) ? puddle(stage, open) : "";
	return {
		flat: dirt(stage, view) + wet,
		pieces: [...lined, ...loose, ...tufts.flat(), ...shed, ...nearCorner(stage, random.pick([weed, weed, planks, bricks, box, tyre]))],
	};
}

export function tidied(stage: Stage, { run, open }: View): Work {
	const { along, about, bed } = TIDY[leafOf(stage.category)] as Tidy;
	const random = stage.lasting(`tidied/${stage.category}`);
	const lined = along.flatMap((thing, i) =>
		put(stage, run.along(bed ? 1.1 : (i + 0.5) / along.length, bed ? 0.3 : 0.22 + thing[1] * 0.1), thing, `lined${i}`),
	);
	const loose = about.flatMap((thing, i) =>
		put(
			stage,
			[middle(open.x0, open.x1, random.between(0.3, 0.7)), 0, middle(open.z0, open.z1, random.between(0.45, 0.8))],
			thing,
			`loose${i}`,
		),
	);
	const planted = bed ? plantBed(stage, run, bed) : { flat: "", pieces: [] };
	const leaning = put(stage, run.along(-0.08, 0.12), broom, "broom");
	return {
		flat: planted.flat,
		pieces: [...lined, ...loose, ...leaning, ...planted.pieces, ...nearCorner(stage, random.chance(0.6) ? pot : bloom)],
	};
}

/** Enough things to fill the run, in turn. */
function filled(run: Run, things: readonly Thing[]): { thing: Thing; share: number }[] {
	const laid: { thing: Thing; share: number }[] = [];
	for (let at = 0, i = 0; at < run.length; i++) {
		const thing = things[i % things.length] as Thing;
		laid.push({ thing, share: (at + thing[1] / 2) / run.length });
		at += thing[1] * 0.8;
	}
	return laid;
}

const middle = (from: number, to: number, share: number) => from + (to - from) * share;
const somewhere = (random: ReturnType<Stage["lasting"]>, open: Area): Spot => [
	random.between(open.x0, open.x1),
	0,
	random.between(open.z0, open.z1),
];

export function put(stage: Stage, at: Spot, [motif, width, height]: Thing, name: string): Piece[] {
	return stand(stage, { at, width, height, name: `${stage.moment}/${name}` }, motif);
}

/** Something close to the lens in a lower corner gives the yard its depth. */
function nearCorner(stage: Stage, thing: Thing): Piece[] {
	const random = stage.lasting("near-corner");
	if (!random.chance(0.45)) return [];
	const { eye, yaw, focal } = stage.lens.camera;
	const [far, aside] = [2.5 + eye[1] - 1.7, (random.pick([-1, 1]) * (2.5 * 540)) / focal];
	return put(
		stage,
		[eye[0] + Math.sin(yaw) * far + Math.cos(yaw) * aside, 0, eye[2] + Math.cos(yaw) * far - Math.sin(yaw) * aside],
		thing,
		"near-corner",
	);
}

function plantBed(stage: Stage, run: Run, bed: NonNullable<Tidy["bed"]>): Work {
	const row = (thing: Thing, out: number, name: string) => {
		const count = Math.max(1, Math.round(run.length / thing[1]));
		return Array.from({ length: count }, (_, i) => put(stage, run.along((i + 0.5) / count, out), thing, `${name}${i}`)).flat();
	};
	const ring = [run.along(-0.02, 0.02), run.along(1.02, 0.02), run.along(1.02, 1.15), run.along(-0.02, 1.15)];
	const soil = shape(stage.lens.faceOn(ring), stage.tone(paint.soil, 0.6, 6));
	const furrows = [0.3, 0.55, 0.8].map((out) => stage.lens.course([run.along(0, out), run.along(1, out)])).join("");
	const rows = [...row(bed.back, 0.35, "back"), ...row(bed.front, 0.85, "front"), ...(bed.fenced ? row(fence, 1.25, "fence") : [])];
	return {
		flat: soil + line(furrows, stage.tone(darker(paint.soil, 0.35), 0.4, 6), 5, 0.5) + brickEdge(stage, ring as [Spot, Spot, Spot, Spot]),
		pieces: rows,
	};
}

/** Bricks set on their corners round the bed. */
function brickEdge(stage: Stage, [back0, back1, front1, front0]: [Spot, Spot, Spot, Spot]): string {
	const faces: [string[], string[]] = [[], []];
	for (const [from, to] of [
		[back0, front0],
		[back1, front1],
		[front0, front1],
	] as const) {
		const length = Math.hypot(to[0] - from[0], to[2] - from[2]);
		const at = (metres: number, up: number): Spot => [middle(from[0], to[0], metres / length), up, middle(from[2], to[2], metres / length)];
		for (let i = 0; i < Math.floor(length / 0.17); i++)
			faces[i % 2 === 0 ? 0 : 1].push(
				stage.lens.faceOn([at(i * 0.17, -0.02), at(i * 0.17 + 0.15, -0.02), at(i * 0.17 + 0.13, 0.13), at(i * 0.17 + 0.03, 0.14)]),
			);
	}
	return shape(faces[0].join(""), stage.tone("#a65f47", 0.7, 6)) + shape(faces[1].join(""), stage.tone(lighter("#b4715a", 0.1), 0.85, 6));
}

function dirt(stage: Stage, { open, run }: View): string {
	const random = stage.lasting("dirt");
	const hex = mixed(stage.courtyard.yard.colour, "#5f5040", 0.55);
	const near = Array.from({ length: 16 }, () => run.along(random.next(), random.between(0.1, 1.6)));
	const about = Array.from({ length: 9 }, () => somewhere(random, open));
	const crumbs = Array.from({ length: 110 }, () =>
		random.chance(0.6) ? run.along(random.next(), random.between(0.1, 2.2)) : somewhere(random, open),
	);
	const bits = Array.from({ length: 26 }, () =>
		random.chance(0.5) ? run.along(random.next(), random.between(0.3, 2.2)) : somewhere(random, open),
	);
	return (
		shape(
			stains(stage, [...about, ...near], () => random.between(0.25, 0.8)),
			stage.tone(hex, 0.6, 6),
			0.24,
		) +
		shape(
			flats(stage, crumbs, () => random.between(0.012, 0.04)),
			stage.tone(darker(hex, 0.3), 0.5, 6),
			0.7,
		) +
		shape(
			flats(stage, bits, () => random.between(0.02, 0.05)),
			stage.tone("#ddd6c4", 0.8, 6),
			0.85,
		)
	);
}

function puddle(stage: Stage, open: Area): string {
	const random = stage.lasting("puddle");
	const [x, , z] = somewhere(random, open);
	const pools = [0, 0.55, -0.5].map((shift): Spot => [x + shift, 0, z + shift * 0.25]);
	const { depth } = stage.lens.seen([x, 0, z]);
	return (
		shape(
			stains(stage, pools, (i) => (i ? 0.55 : 0.75)),
			stage.tone("#5e5140", 0.4, depth),
			0.5,
		) +
		shape(
			stains(stage, pools, (i) => (i ? 0.45 : 0.62)),
			mixed(stage.light.sky[1], "#6a6a5a", 0.4),
			0.9,
		) +
		shape(
			stains(stage, pools.slice(0, 2), () => 0.26),
			stage.light.sky[2],
			0.55,
		)
	);
}
