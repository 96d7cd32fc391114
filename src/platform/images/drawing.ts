import { renderAsync } from "@resvg/resvg-js";
import sharp from "sharp";

/** Draws an SVG whose letters are paths as PNG, so many pixels wide. */
export async function drawn(svg: string, width: number): Promise<Buffer> {
	const picture = await renderAsync(svg, { fitTo: { mode: "width", value: width }, font: { loadSystemFonts: false } });
	const raw = { width: picture.width, height: picture.height, channels: 4 as const };
	return sharp(picture.pixels, { raw }).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
}
