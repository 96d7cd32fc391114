import type { Rectangle } from "#domain/photos/types.ts";

export interface Point {
	x: number;
	y: number;
}

/** A frame smaller than this, in fractions of the picture, was no frame but a click. */
export const SMALLEST = 0.015;
const STEP = 0.01;
const ARROWS: Record<string, [number, number]> = {
	ArrowLeft: [-STEP, 0],
	ArrowRight: [STEP, 0],
	ArrowUp: [0, -STEP],
	ArrowDown: [0, STEP],
};

export function between(from: Point, to: Point): Rectangle {
	return {
		x: Math.min(from.x, to.x),
		y: Math.min(from.y, to.y),
		width: Math.abs(to.x - from.x),
		height: Math.abs(to.y - from.y),
	};
}

/** Moved by the way from one point to the other. */
export function moved(frame: Rectangle, from: Point, to: Point): Rectangle {
	return within({ ...frame, x: frame.x + to.x - from.x, y: frame.y + to.y - from.y });
}

/** Moved by an arrow key, or with shift made larger and smaller; null for any other key. */
export function steered({ x, y, width, height }: Rectangle, { key, shiftKey }: { key: string; shiftKey: boolean }): Rectangle | null {
	const arrow = ARROWS[key];
	if (!arrow) return null;
	const [right, down] = arrow;
	if (!shiftKey) return within({ x: x + right, y: y + down, width, height });
	return within({ x, y, width: Math.max(SMALLEST, width + right), height: Math.max(SMALLEST, height + down) });
}

/** Pushed back into the picture where it would leave it. */
function within({ x, y, width, height }: Rectangle): Rectangle {
	const [w, h] = [Math.min(1, width), Math.min(1, height)];
	return { x: Math.min(1 - w, Math.max(0, x)), y: Math.min(1 - h, Math.max(0, y)), width: w, height: h };
}
