import type { SeededRandom } from "#demo/random.ts";

export type Dot = readonly [x: number, y: number];

/** One decimal, written from whole numbers: a drawing has tens of thousands of them, and printing fractions is slow. */
export function short(value: number): string {
	const tenths = Math.round(value * 10);
	const whole = Math.trunc(tenths / 10);
	const rest = tenths % 10;
	return rest === 0 ? `${whole}` : `${whole === 0 && tenths < 0 ? "-0" : whole}.${rest < 0 ? -rest : rest}`;
}
const pair = (dot: Dot) => `${short(dot[0])} ${short(dot[1])}`;

export function shape(outline: string, fill: string, opacity = 1): string {
	if (!outline) return "";
	return `<path d="${outline}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${opacity.toFixed(2)}"` : ""}/>`;
}

/** Many small touches at once, drawn without smoothing: leaves and straw do not show it, and it halves their cost. */
export function dense(outline: string, fill: string, opacity = 1): string {
	return shape(outline, fill, opacity).replace("<path", '<path shape-rendering="optimizeSpeed"');
}

export function line(course: string, colour: string, width: number, opacity = 1): string {
	if (!course) return "";
	const faint = opacity < 1 ? ` stroke-opacity="${opacity.toFixed(2)}"` : "";
	return `<path d="${course}" fill="none" stroke="${colour}" stroke-width="${short(Math.max(0.4, width))}"${faint} stroke-linejoin="bevel"/>`;
}

/** Corners from plain numbers: x, y, x, y … */
export function dots(...numbers: number[]): Dot[] {
	return Array.from({ length: numbers.length / 2 }, (_, i): Dot => [numbers[i * 2] as number, numbers[i * 2 + 1] as number]);
}

export function closed(dots: readonly Dot[]): string {
	return dots.length < 3 ? "" : `M${dots.map(pair).join("L")}Z`;
}

export function open(dots: readonly Dot[]): string {
	return dots.length < 2 ? "" : `M${dots.map(pair).join("L")}`;
}

export function rectangle(x: number, y: number, width: number, height: number): string {
	return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
}

export function disc(x: number, y: number, radiusX: number, radiusY = radiusX): string {
	const [rx, ry, across] = [short(radiusX), short(radiusY), short(radiusX * 2)];
	return `M${short(x - radiusX)} ${short(y)}a${rx} ${ry} 0 1 0 ${across} 0a${rx} ${ry} 0 1 0 -${across} 0Z`;
}

/** A closed soft outline through the middles of the given corners. */
export function soft(corners: readonly Dot[]): string {
	const middle = (a: Dot, b: Dot): Dot => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
	const at = (i: number) => corners[i % corners.length] as Dot;
	const bends = corners.map((_, i) => `Q${pair(at(i + 1))} ${pair(middle(at(i + 1), at(i + 2)))}`);
	return `M${pair(middle(at(0), at(1)))}${bends.join("")}Z`;
}

export type Blob = { x: number; y: number; rx: number; ry: number; rough?: number; corners?: number };

export function blob(random: SeededRandom, { x, y, rx, ry, rough = 0.16, corners = 9 }: Blob): string {
	const start = random.between(0, 6.28);
	const dots = Array.from({ length: corners }, (_, i): Dot => {
		const angle = start + (i / corners) * Math.PI * 2;
		const reach = 1.08 + random.between(-rough, rough);
		return [x + Math.cos(angle) * rx * reach, y + Math.sin(angle) * ry * reach];
	});
	return soft(dots);
}

/** A clump of foliage: an outline of leaf tips. */
export function leafy(random: SeededRandom, { x, y, rx, ry, corners = 11 }: Blob): string {
	const start = random.between(0, 6.28);
	const dots = Array.from({ length: corners * 2 }, (_, i) => {
		const angle = start + ((i + random.between(-0.3, 0.3)) / (corners * 2)) * Math.PI * 2;
		const reach = i % 2 ? random.between(0.7, 0.88) : random.between(0.94, 1.2);
		return `${Math.round(x + Math.cos(angle) * rx * reach)} ${Math.round(y + Math.sin(angle) * ry * reach)}`;
	});
	return `M${dots.join("L")}Z`;
}

/** One touch of a pointed brush: a leaf of the given length, from its stalk. */
export function touch(x: number, y: number, length: number, width: number, angle: number): string {
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const digit = length > 11 ? Math.round : short;
	const corner = (along: number, across: number) =>
		`${digit(cos * along * length - sin * across * width)} ${digit(sin * along * length + cos * across * width)}`;
	return `M${Math.round(x)} ${Math.round(y)}l${corner(0.42, 0.55)} ${corner(0.58, -0.55)} ${corner(-0.6, -0.5)}Z`;
}

/** A stroke that thins from its root to its tip, bent sideways by `bend`. */
export function tapered(from: Dot, to: Dot, root: number, tip: number, bend = 0): string {
	const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
	const length = Math.hypot(dx, dy) || 1;
	const [nx, ny] = [-dy / length, dx / length];
	const [mx, my] = [(from[0] + to[0]) / 2 + nx * bend, (from[1] + to[1]) / 2 + ny * bend];
	const half = (root + tip) / 4;
	const side = (sign: number, width: number, x: number, y: number): Dot => [x + nx * width * sign, y + ny * width * sign];
	return `M${pair(side(1, root / 2, ...from))}Q${pair(side(1, half, mx, my))} ${pair(side(1, tip / 2, ...to))}L${pair(side(-1, tip / 2, ...to))}Q${pair(side(-1, half, mx, my))} ${pair(side(-1, root / 2, ...from))}Z`;
}
