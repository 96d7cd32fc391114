import type { Month } from "#domain/calendar/types.ts";
import { type Depth, MAP_FIGURES, type MapFigure, type Share, type Shares } from "./types.ts";

/** From how many on a share means something: ten looks, as for the boards; five households, pairs or orders. */
const LEAST: Record<MapFigure, number> = { clean: 10, part: 5, self: 5, in_time: 5 };

/** Where the next darker colour begins, in percent. Fixed, so that no village is dark because another one is light. */
export const STEPS: Record<MapFigure, [number, number, number, number]> = {
	clean: [70, 80, 90, 95],
	part: [5, 15, 30, 50],
	self: [20, 40, 60, 80],
	in_time: [60, 75, 90, 100],
};

export function shareOf(figure: MapFigure, part: number, whole: number): Share {
	const steps = STEPS[figure].filter((percent) => 100 * part >= percent * whole).length;
	return { part, whole, depth: whole < LEAST[figure] ? 0 : ((1 + steps) as Depth) };
}

/** Of several places together. */
export function sharesOf(places: Shares[]): Shares {
	const sum = (figure: MapFigure, what: "part" | "whole") => places.reduce((all, place) => all + place[figure][what], 0);
	const together = (figure: MapFigure) => shareOf(figure, sum(figure, "part"), sum(figure, "whole"));
	return { clean: together("clean"), part: together("part"), self: together("self"), in_time: together("in_time") };
}

/** The first of which something is known somewhere. */
export function figureKnown(places: Shares[]): MapFigure {
	return MAP_FIGURES.find((figure) => places.some((place) => place[figure].depth > 0)) ?? "part";
}

/** The month and the eleven before it. */
export function yearUntil(month: Month): Month[] {
	const [year = 0, number = 1] = month.split("-").map(Number);
	return Array.from({ length: 12 }, (_, n) => {
		const months = year * 12 + number - 1 - (11 - n);
		return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}` as Month;
	});
}
