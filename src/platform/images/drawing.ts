import path from "node:path";
import { fileURLToPath } from "node:url";
import { type ResvgRenderOptions, renderAsync } from "@resvg/resvg-js";
import sharp from "sharp";

// Servers often have no Chinese font, so the font comes as a package.
const FONTS = path.join(path.dirname(fileURLToPath(import.meta.resolve("@embedpdf/fonts-sc"))), "../fonts");
const FAMILY = "Noto Sans S Chinese";

const OPTIONS: ResvgRenderOptions = {
	font: {
		loadSystemFonts: false,
		fontFiles: ["Regular", "Bold"].map((weight) => path.join(FONTS, `NotoSansHans-${weight}.otf`)),
		defaultFontFamily: FAMILY,
		sansSerifFamily: FAMILY,
	},
};

/** Draws an SVG as PNG, in a separate thread. It uses few colours, because photographs as PNG have megabytes. */
export async function drawn(svg: string): Promise<Buffer> {
	const picture = await renderAsync(svg, OPTIONS);
	const raw = { width: picture.width, height: picture.height, channels: 4 as const };
	return sharp(picture.pixels, { raw }).png({ palette: true, colours: 256, effort: 4, dither: 0.8 }).toBuffer();
}
