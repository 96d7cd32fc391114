import type { Rectangle } from "#domain/photos/types.ts";

export interface Point {
	x: number;
	y: number;
}

/** In fractions of the picture; anything smaller was a click and no frame. */
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

export function moved(frame: Rectangle, from: Point, to: Point): Rectangle {
	return within({ ...frame, x: frame.x + to.x - from.x, y: frame.y + to.y - from.y });
}

/** Moved by an arrow key, or resized with shift; null for any other key. */
export function steered({ x, y, width, height }: Rectangle, { key, shiftKey }: { key: string; shiftKey: boolean }): Rectangle | null {
	const arrow = ARROWS[key];
	if (!arrow) return null;
	const [right, down] = arrow;
	if (!shiftKey) return within({ x: x + right, y: y + down, width, height });
	return within({ x, y, width: Math.max(SMALLEST, width + right), height: Math.max(SMALLEST, height + down) });
}

/** Pushes a frame back into the picture. */
function within({ x, y, width, height }: Rectangle): Rectangle {
	const [w, h] = [Math.min(1, width), Math.min(1, height)];
	return { x: Math.min(1 - w, Math.max(0, x)), y: Math.min(1 - h, Math.max(0, y)), width: w, height: h };
}
