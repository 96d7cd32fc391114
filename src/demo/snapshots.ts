import type { PlannedSubmission } from "./plan.ts";
import { seededRandom } from "./random.ts";
import { courtyardOf, drawCourtyard } from "./scene/drawing.ts";
import { photograph } from "./scene/photograph.ts";
import { drawPlace, type PlaceKind } from "./scene/place.ts";
import type { Moment } from "./scene/stage.ts";
import { drawWare } from "./scene/wares.ts";

const CAMERAS = [
	{ make: "HUAWEI", model: "MGA-AL00" },
	{ make: "Xiaomi", model: "Redmi 12C" },
	{ make: "vivo", model: "V2156A" },
	{ make: "OPPO", model: "PHJ110" },
	{ make: "HONOR", model: "X50" },
];

// The drawing's views, weighted by how often people stand there: in front of the house and at its corner more than under the eaves.
const STANDPOINTS = [0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 7];

// Large enough for a pair's page at 1280 px, small enough that half a year is drawn while somebody waits.
const WIDTH = 640;

export interface Snapshot {
	side: "before" | "after";
	jpeg: Uint8Array;
}

/** One picture of a public place; the same key is the same place. */
export interface PlacePicture {
	key: string;
	kind: PlaceKind;
	moment: Moment;
	takenAt: Date;
	width?: number;
}

/** A yard that is looked back at, from where its first picture was taken. */
export interface YardPicture {
	of: PlannedSubmission;
	moment: Moment;
	takenAt: Date;
}

/** A good of the store, on its counter. */
export interface WarePicture {
	ware: string;
	takenAt: Date;
}

export type Drawing = PlannedSubmission | PlacePicture | YardPicture | WarePicture;

/** The photographs as a phone would take them, with camera data and a position. */
export function snapshotsOf(drawing: Drawing, seed: string): Promise<Snapshot[]> {
	if ("of" in drawing) return ofYard(drawing, seed);
	if ("ware" in drawing) return ofWare(drawing, seed);
	return "household" in drawing ? ofSubmission(drawing, seed) : ofPlace(drawing, seed);
}

async function ofPlace({ key, kind, moment: side, takenAt, width = WIDTH }: PlacePicture, seed: string): Promise<Snapshot[]> {
	const random = seededRandom(`${seed}/${key}/${takenAt.toISOString()}`);
	const svg = drawPlace(kind, `${seed}/${key}`, { moment: side, takenAt });
	const gps = { lat: 30 + random.next(), lon: 110 + random.next() };
	return [{ side, jpeg: await photograph(svg, { takenAt, gps, width, ...random.pick(CAMERAS) }) }];
}

// Small, because of a look back nothing larger is shown.
const LOOK_WIDTH = 480;

async function ofYard({ of: { household, key, category }, moment, takenAt }: YardPicture, seed: string): Promise<Snapshot[]> {
	const home = `${seed}/home-${household}`;
	const view = seededRandom(`${home}/${key}`).pick(STANDPOINTS);
	const random = seededRandom(`${home}/${key}/${takenAt.toISOString()}`);
	const svg = drawCourtyard(courtyardOf(home), { moment, category, takenAt, view });
	const gps = { lat: 30 + random.next(), lon: 110 + random.next() };
	return [{ side: "after", jpeg: await photograph(svg, { takenAt, gps, width: LOOK_WIDTH, ...random.pick(CAMERAS) }) }];
}

/** The keeper's one camera; a price list shows it as small as a stamp. */
async function ofWare({ ware, takenAt }: WarePicture, seed: string): Promise<Snapshot[]> {
	const gps = { lat: 30.5, lon: 110.5 };
	return [
		{
			side: "after",
			jpeg: await photograph(drawWare(ware, seed), { takenAt, gps, width: LOOK_WIDTH, ...seededRandom(seed).pick(CAMERAS) }),
		},
	];
}

async function ofSubmission(planned: PlannedSubmission, seed: string): Promise<Snapshot[]> {
	const home = `${seed}/home-${planned.household}`;
	const random = seededRandom(`${home}/${planned.key}`);
	const camera = seededRandom(home).pick(CAMERAS);
	const views = [random.pick(STANDPOINTS), random.pick(STANDPOINTS)];
	const shots = (["before", "after"] as const).flatMap((side) => views.slice(0, planned.photos[side]).map((view) => ({ side, view })));
	return Promise.all(
		shots.map(async ({ side, view }) => {
			const takenAt = side === "before" ? planned.beforeTakenAt : planned.afterTakenAt;
			const svg = drawCourtyard(courtyardOf(home), { moment: side, category: planned.category, takenAt, view });
			const gps = { lat: 30 + random.next(), lon: 110 + random.next() };
			const mishap = side === "after" ? planned.mishap : undefined;
			return { side, jpeg: await photograph(svg, { takenAt, gps, width: WIDTH, ...camera, ...(mishap && { mishap }) }) };
		}),
	);
}
