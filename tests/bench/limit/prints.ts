import sharp, { type Sharp } from "sharp";
import { asAvif, asJpeg, SIZES } from "#platform/images/prepare.ts";

// The least that the files of a photo cost at the levels that we give them: decoded once while it shrinks, and encoded; nothing is checked, measured or stored.
sharp.concurrency(1);
sharp.cache(false);
process.once("disconnect", () => process.exit(0));
process.on("message", async ({ file, amount }: { file: string; amount: number }) => {
	for (let n = 0; n < amount; n++) await printsOf(file);
	process.send?.("done");
});

async function printsOf(file: string): Promise<void> {
	const largest = await raw(sharp(file).resize({ width: SIZES[0], height: SIZES[0], fit: "inside" }));
	const rasters = [largest];
	for (const size of SIZES.slice(1)) rasters.push(await raw(pictureOf(largest).resize({ width: size, height: size, fit: "inside" })));
	await Promise.all(rasters.flatMap((raster) => [asAvif, asJpeg].map((as) => as(pictureOf(raster)).toBuffer())));
}

const raw = (picture: Sharp) => picture.raw().toBuffer({ resolveWithObject: true });

function pictureOf({ data, info }: Awaited<ReturnType<typeof raw>>): Sharp {
	return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
}
