import { scaleLinear } from "d3-scale";

/** One shape of a drawing. Its class takes a colour from the tokens. Words are never inside, because they would not wrap. */
export interface Mark {
	tag: "line" | "rect" | "circle" | "path";
	class: string;
	[attribute: string]: string | number;
}

/** Where a value lies from left to right, in percent, so that strokes keep their width on every screen. */
export interface Across {
	at: (value: number) => string;
	ticks: number[];
}

export function across(values: number[]): Across {
	// Leaves room for half a mark and half a figure at the right end.
	const scale = scaleLinear([0, Math.max(1, ...values)], [0, 97]);
	return { at: (value) => `${short(scale(value))}%`, ticks: scale.ticks(4).filter((tick) => Number.isInteger(tick)) };
}

/** The vertical lines for reading values; the first is at zero. */
export function ruler({ at, ticks }: Across): Mark[] {
	return ticks.map((tick) => upright(tick === 0 ? "plot-foot" : "plot-line", tick === 0 ? 1 : at(tick), ["0", "100%"]));
}

export function bar({ at }: Across, value: number, { isHonoured }: { isHonoured: boolean }): Mark {
	return { tag: "rect", class: isHonoured ? "plot-bar is-honoured" : "plot-bar", x: 0, y: "12%", width: at(value), height: "76%" };
}

/** An estimate from a sample: most likely `value`, almost surely between `low` and `high`. */
export interface Estimate {
	value: number;
	low: number;
	high: number;
}

/** A dot with its interval: the whiskers show the uncertainty even without colour. */
export function dot({ at }: Across, { value, low, high }: Estimate): Mark[] {
	return [
		{ tag: "line", class: "plot-interval", x1: at(low), x2: at(high), y1: "50%", y2: "50%" },
		...[low, high].map((end) => upright("plot-interval", at(end), ["30%", "70%"])),
		{ tag: "circle", class: "plot-dot", cx: at(value), cy: "50%", r: 5 },
	];
}

function upright(look: string, x: string | number, [y1, y2]: [string, string]): Mark {
	return { tag: "line", class: look, x1: x, x2: x, y1, y2 };
}

/** A box of 100 × 100 for values over time; the page stretches it, and strokes keep their width. */
export interface Frame {
	x: (time: number) => number;
	y: (value: number) => number;
	ticks: { x: number[]; y: number[] };
}

export function frame(times: number[], values: number[]): Frame {
	const x = scaleLinear([Math.min(...times), Math.max(...times)], [0, 100]);
	const y = scaleLinear([0, Math.max(1, ...values)], [100, 0]).nice(4);
	return { x, y, ticks: { x: x.ticks(5), y: y.ticks(4) } };
}

/** The horizontal lines for reading values, in percent of the box; the lowest is its foot. */
export function levels({ y, ticks }: Frame): Mark[] {
	return ticks.y.map((tick) => {
		const height = `${short(y(tick))}%`;
		return { tag: "line", class: tick === 0 ? "plot-foot" : "plot-line", x1: 0, x2: "100%", y1: height, y2: height };
	});
}

/** Open inside the limits, full beyond them, ringed far beyond: told apart on paper in black and white. */
export function unitDot({ x, y }: Frame, at: { time: number; value: number }, stands: "within" | "beyond" | "far"): Mark[] {
	const place = { cx: `${short(x(at.time))}%`, cy: `${short(y(at.value))}%` };
	const dot: Mark = {
		tag: "circle",
		class: stands === "within" ? "plot-dot is-open" : "plot-dot",
		...place,
		r: stands === "within" ? 3.5 : 4.5,
	};
	return stands === "far" ? [dot, { tag: "circle", class: "plot-ring", ...place, r: 8 }] : [dot];
}

/** A line from point to point, with a gap where nothing was measured. */
export function line({ x, y }: Frame, points: { time: number; value: number | null }[], look = "plot-curve"): Mark {
	let isDown = false;
	const path = points.map(({ time, value }) => {
		const [from, pen] = [isDown, value === null ? "" : `${short(x(time))} ${short(y(value))}`];
		isDown = value !== null;
		return pen && (from ? "L" : "M") + pen;
	});
	return { tag: "path", class: look, d: path.join(""), "vector-effect": "non-scaling-stroke" };
}

/** A line of estimates inside the band of their intervals. */
export function band(inside: Frame, points: (Estimate & { time: number })[]): Mark[] {
	const edge = (end: "low" | "high") => points.map((point) => `${short(inside.x(point.time))} ${short(inside.y(point[end]))}`);
	const d = `M${[...edge("high"), ...edge("low").reverse()].join("L")}Z`;
	return [{ tag: "path", class: "plot-band", d }, line(inside, points)];
}

const short = (place: number) => Math.round(place * 100) / 100;
