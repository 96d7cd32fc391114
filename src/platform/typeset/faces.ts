import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openSync } from "fontkit";

const besides = (module: string, ...steps: string[]) => path.join(path.dirname(fileURLToPath(import.meta.resolve(module))), ...steps);

/** Where the faces lie: 黑体 in five weights, 宋体 in two. */
export const FACES = [
	besides("@embedpdf/fonts-sc", "../fonts"),
	...["600SemiBold", "900Black"].map((weight) => besides("@expo-google-fonts/noto-serif-sc/package.json", weight)),
].filter((folder) => existsSync(folder));

// Both families have the same characters.
const FACE = besides("@embedpdf/fonts-sc", "../fonts/NotoSansHans-Bold.otf");
let face: ReturnType<typeof openSync> | undefined;

/** The characters of these texts that no face has, each once; nothing is printed with a hole. */
export function missingSigns(texts: string[]): string[] {
	face ??= openSync(FACE);
	const signs = new Set(texts.join("").replaceAll(/[\s\p{Cf}\p{Cc}\uFE00-\uFE0F]/gu, ""));
	return [...signs].filter((sign) => !face?.hasGlyphForCodePoint(sign.codePointAt(0) as number));
}
