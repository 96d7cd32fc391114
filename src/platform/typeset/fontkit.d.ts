// Only what is asked of it here.
declare module "fontkit" {
	export interface Font {
		hasGlyphForCodePoint(codePoint: number): boolean;
	}
	export function openSync(path: string): Font;
}
