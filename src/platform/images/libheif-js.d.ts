declare module "libheif-js/wasm-bundle.js" {
	namespace libheif {
		interface Channel {
			width: number;
			height: number;
			/** Bytes a row. */
			stride: number;
			data: Uint8Array;
		}
	}
	interface Decoded {
		image: unknown;
		channels?: libheif.Channel[];
		message?: string;
	}
	const libheif: {
		heif_context_alloc(): unknown;
		heif_context_read_from_memory(context: unknown, file: Uint8Array): { code: unknown; message: string };
		heif_context_free(context: unknown): void;
		heif_js_context_get_primary_image_handle(context: unknown): unknown;
		heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): Decoded;
		heif_image_release(image: unknown): void;
		heif_image_handle_release(handle: unknown): void;
		heif_error_code: { heif_error_Ok: unknown };
		heif_colorspace: { heif_colorspace_RGB: unknown };
		heif_chroma: { heif_chroma_interleaved_RGB: unknown };
	};
	export default libheif;
}
