import { DAY_MS } from "#platform/clock.ts";
import { mixed } from "./palette.ts";

export type Season = {
	name: "spring" | "summer" | "autumn" | "winter";
	/** 0 = bare, 1 = in full leaf. */
	leafage: number;
	leaf: string;
	grass: string;
	/** Corn and chillies hang to dry. */
	harvest: boolean;
	fruit: boolean;
	blossom: boolean;
};

const CHINA_OFFSET_HOURS = 8;
export const inChina = (at: Date) => new Date(at.getTime() + CHINA_OFFSET_HOURS * 3_600_000);

const LEAF = [
	[0, "#9a8a5c"],
	[72, "#b3bf6c"],
	[115, "#86a653"],
	[180, "#58804a"],
	[255, "#64833f"],
	[290, "#a99a42"],
	[312, "#c98a38"],
	[335, "#b0683a"],
	[366, "#9a8a5c"],
] as const;
const GRASS = [
	[0, "#a3966c"],
	[60, "#98975f"],
	[100, "#8da558"],
	[180, "#6e9350"],
	[260, "#86974f"],
	[310, "#a8985a"],
	[366, "#a3966c"],
] as const;
const LEAFAGE: readonly (readonly [number, number])[] = [
	[0, 0],
	[66, 0],
	[82, 0.35],
	[112, 1],
	[296, 1],
	[322, 0.55],
	[340, 0.12],
	[352, 0],
	[366, 0],
];

export function seasonAt(takenAt: Date): Season {
	const day = dayOfYear(takenAt);
	return {
		name: day < 60 || day > 334 ? "winter" : day < 152 ? "spring" : day < 244 ? "summer" : "autumn",
		leafage: between(LEAFAGE, day, (a, b, share) => a + (b - a) * share),
		leaf: between(LEAF, day, mixed),
		grass: between(GRASS, day, mixed),
		harvest: day > 255 || day < 25,
		fruit: day > 258 && day < 345,
		blossom: day > 76 && day < 112,
	};
}

function dayOfYear(takenAt: Date): number {
	const local = inChina(takenAt);
	return (Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - Date.UTC(local.getUTCFullYear(), 0, 0)) / DAY_MS;
}

function between<T>(marks: readonly (readonly [number, T])[], day: number, meet: (a: T, b: T, share: number) => T): T {
	const next = Math.max(
		1,
		marks.findIndex(([mark]) => mark > day),
	);
	const [[fromDay, a], [toDay, b]] = [marks[next - 1], marks[next]] as [readonly [number, T], readonly [number, T]];
	return meet(a, b, (day - fromDay) / (toDay - fromDay));
}
