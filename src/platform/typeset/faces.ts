import path from "node:path";
import { fileURLToPath } from "node:url";
import { openSync } from "fontkit";

const besides = (resolved: string, ...steps: string[]) => path.join(path.dirname(fileURLToPath(resolved)), ...steps);
const HEI = import.meta.resolve("@embedpdf/fonts-sc");
const SONG = import.meta.resolve("@expo-google-fonts/noto-serif-sc/package.json");

/** Where the faces lie: 黑体 in five weights, 宋体 in two. */
export const FACES = [besides(HEI, "../fonts"), besides(SONG, "600SemiBold"), besides(SONG, "900Black")];

// Both families have the same characters.
const FACE = besides(HEI, "../fonts/NotoSansHans-Bold.otf");
let face: ReturnType<typeof openSync> | undefined;

/** The characters of these texts that no face has, each once; nothing is printed with a hole. */
export function missingSigns(texts: string[]): string[] {
	face ??= openSync(FACE);
	const signs = new Set(texts.join("").replaceAll(/[\s\p{Cf}\p{Cc}]|[\uFE00-\uFE0F]/gu, ""));
	return [...signs].filter((sign) => !face?.hasGlyphForCodePoint(sign.codePointAt(0) as number));
}
