import libheif from "libheif-js/wasm-bundle.js";
import { UnfitPicture } from "./limits.ts";
import type { Raster } from "./raster.ts";

/** Decodes the primary picture, upright, in its own colours; the numbers of its matrix and range are applied. */
export function decodedHeic(file: Buffer): Raster {
	const context = libheif.heif_context_alloc();
	const { code } = libheif.heif_context_read_from_memory(context, file);
	if (code !== libheif.heif_error_code.heif_error_Ok) throw new UnfitPicture("broken", "no HEIC");
	const handle = libheif.heif_js_context_get_primary_image_handle(context);
	const decoded = libheif.heif_js_decode_image2(
		handle,
		libheif.heif_colorspace.heif_colorspace_RGB,
		libheif.heif_chroma.heif_chroma_interleaved_RGB,
	);
	const [pixels] = decoded.channels ?? [];
	if (!pixels) throw new UnfitPicture("broken", decoded.message);
	const raster = { width: pixels.width, height: pixels.height, data: withoutPadding(pixels) };
	libheif.heif_image_release(decoded.image);
	libheif.heif_image_handle_release(handle);
	libheif.heif_context_free(context);
	return raster;
}

/** A copy, because the decoder's memory moves when it grows. */
function withoutPadding({ width, height, stride, data }: libheif.Channel): Buffer {
	const row = width * 3;
	if (stride === row) return Buffer.from(data);
	const packed = Buffer.alloc(row * height);
	for (let y = 0; y < height; y += 1) packed.set(data.subarray(y * stride, y * stride + row), y * row);
	return packed;
}
