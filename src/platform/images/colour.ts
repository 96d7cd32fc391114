import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Colours } from "./limits.ts";
import { profileOf } from "./profile.ts";
import { fromRaster, type Raster, toRaster } from "./raster.ts";

/** Brings decoded pixels from the picture's own colours to sRGB. A profile that cannot be read leaves them as they are, as it does everywhere. */
export async function inSrgb(raster: Raster, colours: Colours | undefined): Promise<Raster> {
	if (!colours) return raster;
	const profile = Buffer.isBuffer(colours) ? colours : profileOf(colours);
	try {
		return await toRaster(sharp(await describedPng(raster, profile)));
	} catch {
		return raster;
	}
}

const SIGNATURE_AND_SIZE = 8 + 25;

/** Raw pixels carry no profile into sharp, a PNG does. */
async function describedPng(raster: Raster, profile: Buffer): Promise<Buffer> {
	const png = await fromRaster(raster).png({ compressionLevel: 0 }).toBuffer();
	const body = Buffer.concat([Buffer.from("iCCPx\0\0", "latin1"), deflateSync(profile)]);
	const chunk = Buffer.alloc(body.length + 8);
	chunk.writeUInt32BE(body.length - 4, 0);
	body.copy(chunk, 4);
	chunk.writeUInt32BE(crc32(body), body.length + 4);
	return Buffer.concat([png.subarray(0, SIGNATURE_AND_SIZE), chunk, png.subarray(SIGNATURE_AND_SIZE)]);
}
