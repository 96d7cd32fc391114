import sharp from "sharp";

// The least that any file of a photo costs: the same JPEG decoded to pixels, which are thrown away.
sharp.concurrency(1);
// Otherwise the second time costs nothing.
sharp.cache(false);
process.once("disconnect", () => process.exit(0));
process.on("message", async ({ file, amount }: { file: string; amount: number }) => {
	for (let n = 0; n < amount; n++) await sharp(file).raw().toBuffer();
	process.send?.("done");
});
