/** Fractions of the upright picture's width and height, 0 to 1. */
export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

interface Pixels {
	width: number;
	height: number;
	data: Buffer;
}

interface Area {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/**
 * Paints over each rectangle, in place, with a checker in the colour of its surroundings. Nothing of the inside goes into the paint, so unlike a blur or a
 * mosaic it cannot be computed back, and everybody sees that something is hidden.
 */
export function hideRectangles(pixels: Pixels, rectangles: Rectangle[]): void {
	for (const rectangle of rectangles) {
		const area = areaOf(pixels, rectangle);
		paintChecker(pixels, area, surroundingColour(pixels, area));
	}
}

/** In whole pixels, rounded outwards: a partly covered pixel is covered. */
function areaOf({ width, height }: Pixels, { x, y, width: w, height: h }: Rectangle): Area {
	return {
		left: Math.max(0, Math.floor(x * width)),
		top: Math.max(0, Math.floor(y * height)),
		right: Math.min(width, Math.ceil((x + w) * width)),
		bottom: Math.min(height, Math.ceil((y + h) * height)),
	};
}

function surroundingColour(pixels: Pixels, area: Area): [number, number, number] {
	const sums: [number, number, number] = [0, 0, 0];
	let count = 0;
	const add = (x: number, y: number) => {
		if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return;
		const at = (y * pixels.width + x) * 3;
		for (const channel of [0, 1, 2] as const) sums[channel] += pixels.data.readUInt8(at + channel);
		count += 1;
	};
	for (let x = area.left - 1; x <= area.right; x += 1) {
		add(x, area.top - 1);
		add(x, area.bottom);
	}
	for (let y = area.top; y < area.bottom; y += 1) {
		add(area.left - 1, y);
		add(area.right, y);
	}
	return count === 0 ? [128, 128, 128] : [sums[0] / count, sums[1] / count, sums[2] / count];
}

function paintChecker({ width, height, data }: Pixels, area: Area, colour: [number, number, number]): void {
	const cell = Math.max(6, Math.round(Math.max(width, height) / 60));
	const shades = [0.9, 1.08].map((light) => colour.map((value) => Math.min(255, Math.round(value * light))));
	for (let y = area.top; y < area.bottom; y += 1) {
		for (let x = area.left; x < area.right; x += 1) {
			const shade = shades[(Math.floor(x / cell) + Math.floor(y / cell)) % 2] as number[];
			data.set(shade, (y * width + x) * 3);
		}
	}
}
