import { Readable } from "node:stream";
import sharp, { type Sharp } from "sharp";
import { receiveUpload, type Upload } from "#domain/photos/upload.ts";

/** A drawing with the edges and areas of a photograph, different for each number; 1280×960 by default. */
export function drawing(number: number, { width = 1280, height = 960 } = {}): Sharp {
	const random = numbersFrom(number);
	const at = (share: number) => Math.round(share);
	const shapes = Array.from({ length: 60 }, () => {
		const colour = `hsl(${at(random() * 360)},${at(20 + random() * 50)}%,${at(20 + random() * 60)}%)`;
		const [x, y, w, h] = [random() * width, random() * height, (0.02 + random() * 0.2) * width, (0.02 + random() * 0.2) * height].map(at);
		return random() < 0.5
			? `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour}"/>`
			: `<circle cx="${x}" cy="${y}" r="${h}" fill="${colour}"/>`;
	});
	const ground = `<rect width="${width}" height="${height}" fill="hsl(${at(random() * 360)},30%,70%)"/>`;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${shapes.join("")}</svg>`;
	return sharp(Buffer.from(svg)).flatten({ background: "#fff" });
}

/** Park and Miller's generator, good enough for drawing. */
export function numbersFrom(seed: number): () => number {
	let state = ((seed * 7919 + 17) % 2_147_483_646) + 1;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

export function photoOf(number: number, size?: { width: number; height: number }): Promise<Buffer> {
	return drawing(number, size).jpeg({ quality: 88 }).toBuffer();
}

export function uploadOf(bytes: Uint8Array): Promise<Upload> {
	return receiveUpload(Readable.from([bytes], { objectMode: false }));
}
