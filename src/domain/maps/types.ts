/** Longitude and latitude in WGS-84. */
export type Position = [number, number];
/** A closed line: its last position is its first. */
export type Ring = Position[];
/** An outer ring with its holes, as often as a place lies in pieces. */
export type Shape = Ring[][];

/** A place of a file: by what it may be known, and where it lies. */
export interface Outline {
	/** Which one of the file, from 1. */
	number: number;
	name: string;
	code: string;
	shape: Shape;
}

export const UNMATCHED = ["unknown", "several", "no_village", "nameless"] as const;

export interface OutlinePlan {
	/** What would be written, village by village. */
	changes: { number: number; regionId: string; village: string; isNew: boolean }[];
	/** How many stand already as the file says. */
	same: number;
	/** What of the file names no village, and is left out. */
	unmatched: { number: number; name: string; why: (typeof UNMATCHED)[number] }[];
	/** Villages that have no outline afterwards either. */
	without: string[];
}

interface Drawn {
	/** Steps of an SVG path; empty where nothing is left of it. */
	path: string;
	/** Its middle, for a word or a number. */
	x: number;
	y: number;
}

/** A map by outlines, `width` by `height`. */
export interface Drawing {
	width: number;
	height: number;
	villages: ({ regionId: string } & Drawn)[];
	towns: ({ townId: string } & Drawn)[];
	/** The lines between towns. */
	borders: string;
}

/** What the map can show of each village: 察看干净, 参加, 自己动手, 按时改好. Never points, votes or uploads by officers. */
export const MAP_FIGURES = ["clean", "part", "self", "in_time"] as const;
export type MapFigure = (typeof MAP_FIGURES)[number];

/** How dark a village is, from 1 to 5; 0 while too little is known of it. */
export type Depth = 0 | 1 | 2 | 3 | 4 | 5;

export interface Share {
	part: number;
	whole: number;
	depth: Depth;
}

export type Shares = Record<MapFigure, Share>;

export interface VillageFigures extends Shares {
	regionId: string;
	/** By which everybody knows it; the town's and its own, of which it is made, may stand on lines of their own. */
	name: string;
	names: string[];
	/** Of the looks of the last twelve months, 95 %; null while too few were made. */
	cleanBetween: { low: number; high: number } | null;
	/** Orders in work. */
	open: number;
	late: number;
	/** Pairs published in each of the last twelve months, the newest last. */
	months: number[];
}

export interface TownFigures {
	town: { regionId: string; name: string };
	/** By name, as pinyin orders them. */
	villages: VillageFigures[];
	shares: Shares;
}

export interface VillagesShown {
	figure: MapFigure;
	/** Where the next darker colour begins, in percent. */
	steps: readonly number[];
	/** Too many for one page: they are opened town by town. */
	isMany: boolean;
	towns: TownFigures[];
	/** Those whose villages are listed. */
	open: TownFigures[];
	/** Null without outlines. */
	map: Drawing | null;
	/** Of the one open town of many. */
	townMap: Drawing | null;
	/** How many villages are not on the map. */
	missing: number;
}
