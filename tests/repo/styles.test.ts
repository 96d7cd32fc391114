import { expect, test } from "vitest";
import { sourcesBelow } from "#tests/sources.ts";

const styles = sourcesBelow("src", [".css"]);
const isTokens = (file: string) => /\/tokens(-print)?\.css$/.test(file);
const outside = styles.filter(({ file }) => !isTokens(file));
const drawn = sourcesBelow("src", [".astro", ".tsx"]);
const COLOUR =
	/#[0-9a-f]{3,8}\b(?![\w-])|%23[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklch|oklab|color)a?\((?!-)|\b(?:white|black|red|gray|grey)\b/i;
/** One colour that no style can give: the bar of the browser is painted before any style is read. */
const BROWSERS_BAR = '<meta name="theme-color"';
/** What belongs to a letter and grows with it, such as the gap below its line. */
const OPTICAL = /^(?:text-underline-offset|text-indent|vertical-align|letter-spacing)$/;
/** How many pixels a hairline, an edge or a shadow has. */
const HAIRLINE = 12;

/** Each declaration with where it stands; what `@media` and `@container` ask is not one. */
function declarations(): { place: string; property: string; value: string }[] {
	return outside.flatMap(({ file, text }) =>
		[...text.replaceAll(/\/\*[\s\S]*?\*\//g, "").matchAll(/(?<=[{;]\s*)([\w-]+):\s*([^;{}]+);/g)].map(([, property = "", value = ""]) => ({
			place: `${file} ${property}: ${value}`,
			property,
			value,
		})),
	);
}

const withoutTokens = (value: string) => value.replaceAll(/var\(--[\w-]+/g, "");
const broken = (isWrong: (declaration: { property: string; value: string }) => boolean) =>
	declarations()
		.filter(isWrong)
		.map(({ place }) => place);

test("a colour stands in the tokens and nowhere else", () => {
	expect(broken(({ value }) => COLOUR.test(withoutTokens(value)))).toEqual([]);
	const attributes = drawn.flatMap(({ file, text }) =>
		text
			.split("\n")
			.filter((line) => /(?:fill|stroke|color|content)="[^"]*"/.test(line) && COLOUR.test(line) && !line.includes(BROWSERS_BAR))
			.map((line) => `${file} ${line.trim()}`),
	);
	expect(attributes).toEqual([]);
});

test("a size of type is one of the scale", () => {
	expect(broken(({ property, value }) => /^font(-size)?$/.test(property) && !/var\(--|inherit/.test(value))).toEqual([]);
	expect(broken(({ property, value }) => /^font(-size)?$/.test(property) && /\d(?:r?em|px|pt|mm|vw)\b/.test(value))).toEqual([]);
	expect(broken(({ property, value }) => property === "line-height" && !/^(?:var\(--.*|1|0|inherit)$/.test(value))).toEqual([]);
});

test("a distance is one of the scale", () => {
	const bare = /\d(?:r?em|pt)\b/;
	expect(broken(({ property, value }) => !OPTICAL.test(property) && bare.test(value))).toEqual([]);
	const pixels = (value: string) => [...value.matchAll(/(\d+)px\b/g)].some(([, number]) => Number(number) > HAIRLINE);
	expect(broken(({ value }) => pixels(value))).toEqual([]);
});

test("there is one width for each turn of the layout", () => {
	const asked = outside.flatMap(({ text }) =>
		[...text.matchAll(/@media \((?:min|max)-width: ([\d.]+)rem\)/g)].map(([, width]) => Number(width)),
	);
	expect([...new Set(asked)].sort((a, b) => a - b)).toEqual([26, 39.99, 40, 48, 62, 66, 75]);
});

test("every token is used, and every use is a token", () => {
	const tokens = new Set(
		[...(styles.find(({ file }) => isTokens(file))?.text ?? "").matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name),
	);
	const own = new Set(styles.flatMap(({ text }) => [...text.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name)));
	const used = new Set(styles.flatMap(({ text }) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)));
	// The slider's place is set by its script.
	expect([...used].filter((name) => !own.has(name) && name !== "--at")).toEqual([]);
	expect([...tokens].filter((name) => !used.has(name))).toEqual([]);
});
