import { Resvg } from "@resvg/resvg-js";
import sharp, { type Exif, type Sharp } from "sharp";
import { seededRandom } from "#demo/random.ts";
import { inChina } from "./season.ts";

export type PhoneCamera = {
	takenAt: Date;
	gps: { lat: number; lon: number };
	make: string;
	model: string;
	/** EXIF orientation: the pixels are stored turned so that it shows them upright again. */
	orientation?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
	width?: number;
	quality?: number;
	/** Grain in levels, 0–20. */
	noise?: number;
	mishap?: "too_dark" | "blurred";
};

const TILE = 256;
const VIGNETTE = 0.05;

/** The drawing as a phone would have stored it: grain, vignette, a slight cast, JPEG with camera metadata and place. */
export async function photograph(svg: string, camera: PhoneCamera): Promise<Buffer> {
	const { width = 1280, quality = 80, noise = 7, orientation = 1 } = camera;
	const picture = rasterOf(svg, width);
	finish(picture, { noise, seed: `${camera.model}/${camera.takenAt.toISOString()}` });
	const image = stored(spoilt(fromPicture(picture), camera.mishap), orientation).withExif(exifOf(camera));
	// Only withMetadata can write an orientation, and it converts the colours to a profile: twice the time of the JPEG itself.
	return (orientation === 1 ? image : image.withMetadata({ orientation })).jpeg({ quality, optimiseCoding: false }).toBuffer();
}

/** The same drawing in another format, for intake tests. */
export function encodeAs(svg: string, format: "png" | "webp" | "avif"): Promise<Buffer> {
	const image = fromPicture(rasterOf(svg, 1280));
	if (format === "avif") return image.avif({ quality: 55, effort: 0 }).toBuffer();
	return (format === "webp" ? image.webp({ quality: 80, effort: 1 }) : image.png({ compressionLevel: 6 })).toBuffer();
}

/** RGBA, nothing see-through. */
interface Picture {
	width: number;
	height: number;
	pixels: Buffer;
}

function rasterOf(svg: string, width: number): Picture {
	const image = new Resvg(svg, { fitTo: { mode: "width", value: width }, font: { loadSystemFonts: false } }).render();
	return { width: image.width, height: image.height, pixels: image.pixels };
}

function fromPicture({ width, height, pixels }: Picture): Sharp {
	return sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
}

let grains: Float32Array | undefined;
/** Film grain over the tooth of gouache paper: white noise, and the same smeared sideways at two sizes. */
function grainTile(): Float32Array {
	if (grains) return grains;
	const random = seededRandom("grain");
	const white = Float32Array.from({ length: TILE * TILE }, () => random.next() + random.next() + random.next() - 1.5);
	const [brush, tooth] = [smeared(white, 24, 5), smeared(white, 4, 3)];
	grains = white.map((fine, i) => fine * 55 + (tooth[i] as number) * 150 + (brush[i] as number) * 420);
	return grains;
}

/** Box blur over a tile that repeats. */
function smeared(tile: Float32Array, wide: number, tall: number): Float32Array {
	return tile.map((_, i) => {
		let sum = 0;
		for (let dy = 0; dy < tall; dy++)
			for (let dx = 0; dx < wide; dx++) sum += tile[((i + dy * TILE) & (TILE * TILE - TILE)) | ((i + dx) & (TILE - 1))] as number;
		return sum / (wide * tall);
	});
}

function finish({ width, height, pixels }: Picture, { noise, seed }: { noise: number; seed: string }): void {
	const random = seededRandom(seed);
	const tile = grainTile();
	// Clamps by itself, without a branch for each of the four million levels.
	const levels = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
	const [ox, oy] = [random.int(0, TILE - 1), random.int(0, TILE - 1)];
	const [warm, cool] = [random.between(0.985, 1.02), random.between(0.965, 1.01)];
	const across = Float32Array.from({ length: width }, (_, x) => VIGNETTE * (x / width - 0.5) ** 2 * 4);
	const grain = noise / 100;
	for (let y = 0, i = 0; y < height; y++) {
		const down = 1.06 - VIGNETTE * (y / height - 0.5) ** 2 * 4;
		const row = ((y + oy) & (TILE - 1)) * TILE;
		for (let x = 0; x < width; x++, i += 4) {
			const fade = down - (across[x] as number);
			const speck = (tile[row + ((x + ox) & (TILE - 1))] as number) * grain;
			levels[i] = (levels[i] as number) * fade * warm + speck;
			levels[i + 1] = (levels[i + 1] as number) * fade + speck;
			levels[i + 2] = (levels[i + 2] as number) * fade * cool + speck;
		}
	}
}

/** At dusk the shadows go black and the rest blue; a hand that moves smears everything. */
function spoilt(image: Sharp, mishap: PhoneCamera["mishap"]): Sharp {
	if (mishap === "too_dark") return image.linear([0.48, 0.5, 0.6], [-51, -51, -54]);
	return mishap === "blurred" ? image.blur(4) : image;
}

/** The inverse of what the orientation tells a viewer to do. */
function stored(image: Sharp, orientation: number): Sharp {
	if (orientation === 2) return image.flop();
	if (orientation === 3) return image.rotate(180);
	if (orientation === 4) return image.flip();
	if (orientation === 5) return image.rotate(270).flop();
	if (orientation === 6) return image.rotate(270);
	if (orientation === 7) return image.rotate(90).flop();
	return orientation === 8 ? image.rotate(90) : image;
}

function exifOf({ takenAt, gps, make, model }: PhoneCamera): Exif {
	const at = inChina(takenAt).toISOString().slice(0, 19).replace("T", " ").replaceAll("-", ":");
	return {
		IFD0: { Make: make, Model: model, DateTime: at, Software: "Camera" },
		IFD2: { DateTimeOriginal: at, DateTimeDigitized: at, OffsetTimeOriginal: "+08:00" },
		IFD3: {
			GPSLatitudeRef: gps.lat < 0 ? "S" : "N",
			GPSLatitude: degrees(gps.lat),
			GPSLongitudeRef: gps.lon < 0 ? "W" : "E",
			GPSLongitude: degrees(gps.lon),
		},
	};
}

/** Degrees, minutes and seconds as EXIF rationals. */
function degrees(value: number): string {
	const total = Math.round(Math.abs(value) * 360_000_000);
	const [whole, rest] = [Math.floor(total / 360_000_000), total % 360_000_000];
	return `${whole}/1 ${Math.floor(rest / 6_000_000)}/1 ${rest % 6_000_000}/100000`;
}
