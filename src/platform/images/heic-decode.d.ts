declare module "heic-decode" {
	/** Decodes the primary picture to RGBA, upright. */
	export default function decode(input: { buffer: Uint8Array }): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
}
