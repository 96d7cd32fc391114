import sharp, { type Sharp } from "sharp";

/** Upright sRGB pixels, three bytes each, row by row. */
export interface Raster {
	width: number;
	height: number;
	data: Buffer;
}

/** One byte a pixel, row by row. */
export interface Grey {
	width: number;
	height: number;
	data: Uint8Array;
}

export function fromRaster({ data, width, height }: Raster): Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Never makes a picture larger. */
export function shrunk(picture: Sharp, longest: number): Sharp {
	return picture.resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true });
}

export async function toRaster(picture: Sharp): Promise<Raster> {
	const coloured = picture.flatten({ background: "#ffffff" }).toColourspace("srgb").raw({ depth: "uchar" });
	const { data, info } = await coloured.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}
