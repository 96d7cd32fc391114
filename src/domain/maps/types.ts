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
