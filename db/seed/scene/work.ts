import { line, shape } from "./brush.ts";
import * as garden from "./garden.ts";
import { flatness, flats } from "./grounds.ts";
import { leanTo } from "./leanto.ts";
import * as mess from "./mess.ts";
import { darker, lighter, mixed, paint } from "./palette.ts";
import type { Spot } from "./space.ts";
import { type Motif, type Piece, type Stage, stand } from "./stage.ts";
import * as tools from "./tools.ts";
import type { Area, Run, View } from "./views.ts";

/** One thing of the work: the motif, its width and height in metres. */
type Thing = readonly [motif: Motif, width: number, height: number];

const bag: Thing = [mess.rubbishBag, 0.6, 0.5];
const box: Thing = [mess.box, 0.7, 0.4];
const bottles: Thing = [mess.bottles, 0.8, 0.1];
const bricks: Thing = [mess.brokenBricks, 1.5, 0.4];
const tyre: Thing = [mess.tyre, 0.7, 0.3];
const heap: Thing = [mess.firewoodHeap, 2.2, 0.7];
const straw: Thing = [mess.strawHeap, 1.9, 0.7];
const weed: Thing = [mess.weeds, 0.6, 0.4];
const basin: Thing = [mess.basin, 0.6, 0.2];
const planks: Thing = [mess.planks, 1.8, 0.3];
const sheet: Thing = [mess.sheet, 1.7, 0.5];
const sacks: Thing = [mess.sacks, 1.1, 0.6];
const manure: Thing = [mess.manureHeap, 1.6, 0.5];
const fallen: Thing = [tools.fallenTools, 1.6, 0.1];
const litter: Thing = [mess.litter, 1, 0.06];
const hens: Thing = [(kit) => tools.hen(kit), 0.5, 0.4];

/** What lies along the wall, and what lies about in the open, by leaf code. */
const UNTIDY: Record<string, { along: Thing[]; about: Thing[]; weeds: number }> = {
	"Q1-01": { along: [bag, bag, box, bag, bag, box, bag], about: [bag, litter, bottles, box, litter], weeds: 3 },
	"Q3-01": { along: [heap, straw, heap, basin], about: [litter, basin, planks], weeds: 3 },
	"Q3-02": { along: [bricks, planks, sacks, sheet, bricks], about: [fallen, tyre, basin, litter], weeds: 4 },
	"Q3-03": { along: [bricks, tyre], about: [bottles, litter], weeds: 26 },
	"Q2-01": { along: [bag, bottles, weed, litter], about: [litter, bottles, basin], weeds: 14 },
	"C3-01": { along: [box, sacks, tyre], about: [basin, litter, planks], weeds: 5 },
	"Z1-02": { along: [bricks, sacks, planks], about: [litter, bottles], weeds: 10 },
	"Z1-04": { along: [straw, planks, basin], about: [litter, bricks], weeds: 18 },
	"Z2-01": { along: [manure, straw, sacks, manure], about: [hens, hens, basin, hens], weeds: 4 },
	"H-01": { along: [heap, bag, sacks, bricks, box], about: [tyre, litter, basin, fallen], weeds: 7 },
};

const wood: Thing = [tools.firewoodStack, 2.3, 1];
const flowers = [garden.marigolds, garden.chrysanthemums, garden.cockscomb, garden.zinnias];
const bloom: Thing = [(kit) => (kit.season.name === "winter" ? garden.greens(kit) : kit.random.pick(flowers)(kit)), 1.4, 0.5];
const tall: Thing = [
	(kit) =>
		kit.season.name === "winter"
			? garden.shrub(kit)
			: kit.random.pick(
					kit.season.name === "summer" || kit.season.name === "autumn" ? [garden.sunflowers, garden.hollyhocks] : [garden.hollyhocks],
				)(kit),
	1.2,
	1.3,
];
const greens: Thing = [garden.greens, 1.5, 0.25];
const trellis: Thing = [garden.trellis, 2, 1.2];
const pot: Thing = [garden.pot, 0.5, 0.6];
const fence: Thing = [garden.fence, 2, 0.5];
const shrub: Thing = [garden.shrub, 0.9, 0.7];
const broom: Thing = [tools.broom, 0.4, 1];
const rack: Thing = [tools.toolRow, 1, 1.2];
const bins: Thing = [tools.bins, 1, 0.7];
const bench: Thing = [tools.bench, 1.2, 0.4];
const tea: Thing = [tools.teaTable, 1.6, 0.5];
const pen: Thing = [tools.pen, 2.2, 0.5];

/** `bed`: planted behind an edge of bricks; `back` and `front` are its rows. */
const TIDY: Record<string, { along: Thing[]; about: Thing[]; bed?: { back: Thing; front: Thing; fenced?: boolean } }> = {
	"Q1-01": { along: [bins, pot, pot, bloom, pot], about: [bench] },
	"Q3-01": { along: [wood, wood, broom], about: [pot] },
	"Q3-02": { along: [rack, bench, pot, pot, broom], about: [] },
	"Q3-03": { along: [broom], about: [pot], bed: { back: tall, front: bloom } },
	"Q2-01": { along: [pot, shrub, bloom, pot], about: [] },
	"C3-01": { along: [pot, tall, bench, pot, broom], about: [tea] },
	"Z1-02": { along: [], about: [], bed: { back: shrub, front: bloom } },
	"Z1-04": { along: [], about: [], bed: { back: trellis, front: greens, fenced: true } },
	"Z2-01": { along: [pen, pen, broom], about: [] },
	"H-01": { along: [broom], about: [tea], bed: { back: tall, front: bloom } },
};

/** The nearest sort of work for codes without a drawing of their own. */
function leafOf(category: string): string {
	if (UNTIDY[category]) return category;
	const family = { Q1: "Q1-01", Q2: "Q2-01", Q3: "Q3-01", C3: "C3-01", Z1: "Z1-02", Z2: "Z2-01" }[category.slice(0, 2)];
	return family ?? "H-01";
}

export function untidy(stage: Stage, { run, open }: View): { flat: string; pieces: Piece[] } {
	const { along, about, weeds } = UNTIDY[leafOf(stage.category)] as (typeof UNTIDY)[string];
	const random = stage.lasting(`untidy/${stage.category}`);
	const order = random.shuffle(along);
	const lined = order.flatMap((thing, i) =>
		put(
			stage,
			run.along((i + 0.5) / order.length + random.between(-0.06, 0.06), 0.35 + thing[1] * 0.2 + random.between(0, 0.45)),
			thing,
			`along${i}`,
		),
	);
	const loose = about.flatMap((thing, i) =>
		put(stage, [random.between(open.x0, open.x1), 0, random.between(open.z0, open.z1)], thing, `about${i}`),
	);
	const tufts = Array.from({ length: weeds }, (_, i) =>
		put(
			stage,
			run.along(random.between(-0.05, 1.1), random.chance(0.5) ? random.between(0.05, 0.3) : random.between(0.2, 1.6)),
			weed,
			`weed${i}`,
		),
	).flat();
	const shed = leafOf(stage.category) === "C3-01" ? [leanTo(stage, run)] : [];
	return {
		flat: dirt(stage, open, run) + (leafOf(stage.category) === "Q2-01" || random.chance(0.35) ? puddle(stage, open) : ""),
		pieces: [...lined, ...loose, ...tufts, ...shed],
	};
}

export function tidied(stage: Stage, { run, open }: View): { flat: string; pieces: Piece[] } {
	const { along, about, bed } = TIDY[leafOf(stage.category)] as (typeof TIDY)[string];
	const random = stage.lasting(`tidied/${stage.category}`);
	const lined = along.flatMap((thing, i) =>
		put(stage, run.along(bed ? 1.08 : (i + 0.5) / along.length, bed ? 0.25 : 0.3 + thing[1] * 0.08), thing, `lined${i}`),
	);
	const loose = about.flatMap((thing, i) =>
		put(
			stage,
			[open.x0 + (open.x1 - open.x0) * random.between(0.3, 0.7), 0, open.z0 + (open.z1 - open.z0) * random.between(0.45, 0.8)],
			thing,
			`loose${i}`,
		),
	);
	const planted = bed ? plantBed(stage, run, bed) : { flat: "", pieces: [] };
	return { flat: planted.flat, pieces: [...lined, ...loose, ...planted.pieces] };
}

function put(stage: Stage, at: Spot, [motif, width, height]: Thing, name: string): Piece[] {
	return stand(stage, { at, width, height, name: `${stage.moment}/${name}` }, motif);
}

function plantBed(stage: Stage, run: Run, bed: { back: Thing; front: Thing; fenced?: boolean }): { flat: string; pieces: Piece[] } {
	const row = (thing: Thing, out: number, name: string) => {
		const count = Math.max(1, Math.round(run.length / thing[1]));
		return Array.from({ length: count }, (_, i) => put(stage, run.along((i + 0.5) / count, out), thing, `${name}${i}`)).flat();
	};
	const ring = [run.along(-0.02, 0.02), run.along(1.02, 0.02), run.along(1.02, 1.15), run.along(-0.02, 1.15)];
	const soil = shape(stage.lens.faceOn(ring), stage.tone(paint.soil, 0.6, 6));
	const furrows = [0.3, 0.55, 0.8].map((out) => stage.lens.course([run.along(0, out), run.along(1, out)])).join("");
	const edge = stage.lens.course([ring[1] as Spot, ring[2] as Spot, ring[3] as Spot, ring[0] as Spot]);
	const flat =
		soil +
		line(furrows, stage.tone(darker(paint.soil, 0.35), 0.4, 6), 5, 0.5) +
		line(edge, stage.tone(darker("#a9654c", 0.3), 0.3, 6), 9) +
		line(edge, stage.tone(lighter("#b06a4e", 0.1), 0.9, 6), 6);
	const fences = bed.fenced ? row(fence, 1.25, "fence") : [];
	return { flat, pieces: [...row(bed.back, 0.35, "back"), ...row(bed.front, 0.85, "front"), ...fences] };
}

function dirt(stage: Stage, open: Area, run: Run): string {
	const random = stage.lasting("dirt");
	const hex = mixed(stage.courtyard.yard.colour, "#5f5040", 0.55);
	const about = Array.from(
		{ length: 18 },
		(): Spot => [random.between(open.x0 - 1, open.x1 + 1), 0, random.between(open.z0 - 1, open.z1 + 1)],
	);
	const near = Array.from({ length: 16 }, () => run.along(random.next(), random.between(0.1, 1.4)));
	const crumbs = Array.from({ length: 120 }, () =>
		random.chance(0.5)
			? run.along(random.next(), random.between(0.1, 2))
			: ([random.between(open.x0, open.x1), 0, random.between(open.z0, open.z1)] as Spot),
	);
	return (
		shape(
			flats(stage, [...about, ...near], () => random.between(0.2, 0.8)),
			stage.tone(hex, 0.6, 6),
			0.2,
		) +
		shape(
			flats(stage, crumbs, () => random.between(0.015, 0.05)),
			stage.tone(darker(hex, 0.3), 0.5, 6),
			0.7,
		)
	);
}

function puddle(stage: Stage, open: Area): string {
	const random = stage.lasting("puddle");
	const spot: Spot = [random.between(open.x0 + 0.5, open.x1 - 0.5), 0, random.between(open.z0, open.z1)];
	const { depth } = stage.lens.seen(spot);
	const wide = Math.min(0.9, depth * flatness(stage, depth));
	const around = [0, 0.5, -0.45].map((shift): Spot => [spot[0] + shift, 0, spot[2] + shift * 0.2]);
	return (
		shape(
			flats(stage, around, (i) => wide * (i ? 0.6 : 0.9)),
			stage.tone("#5e5140", 0.4, depth),
			0.75,
		) +
		shape(
			flats(stage, around, (i) => wide * (i ? 0.5 : 0.78)),
			mixed(stage.light.sky[1], "#6a6a5a", 0.45),
			0.9,
		) +
		shape(
			flats(stage, [[spot[0] + 0.2, 0, spot[2] + 0.1]], () => wide * 0.3),
			stage.light.sky[2],
			0.6,
		)
	);
}
