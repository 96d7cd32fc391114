import libheif from "libheif-js/wasm-bundle.js";
import { UnfitPicture } from "./limits.ts";
import type { Raster } from "./raster.ts";

/**
 * Decodes the primary picture, upright, in its own colours; the numbers of its matrix and range are applied. `use` sees the decoder's own memory: a copy of a
 * phone's largest picture would be another 300 MB.
 */
export async function withDecodedHeic<T>(file: Buffer, use: (raster: Raster) => Promise<T>): Promise<T> {
	const context = libheif.heif_context_alloc();
	const { code, message } = libheif.heif_context_read_from_memory(context, file);
	if (code !== libheif.heif_error_code.heif_error_Ok) throw new UnfitPicture("broken", message);
	const handle = libheif.heif_js_context_get_primary_image_handle(context);
	const { heif_colorspace_RGB: rgb } = libheif.heif_colorspace;
	const { image, channels, message: failure } = libheif.heif_js_decode_image2(handle, rgb, libheif.heif_chroma.heif_chroma_interleaved_RGB);
	const [pixels] = channels ?? [];
	if (!pixels) throw new UnfitPicture("broken", failure);
	try {
		return await use({ width: pixels.width, height: pixels.height, data: withoutPadding(pixels) });
	} finally {
		libheif.heif_image_release(image);
		libheif.heif_image_handle_release(handle);
		libheif.heif_context_free(context);
	}
}

function withoutPadding({ width, height, stride, data }: libheif.Channel): Buffer {
	const row = width * 3;
	if (stride === row) return Buffer.from(data.buffer, data.byteOffset, row * height);
	const packed = Buffer.alloc(row * height);
	for (let y = 0; y < height; y += 1) packed.set(data.subarray(y * stride, y * stride + row), y * row);
	return packed;
}
