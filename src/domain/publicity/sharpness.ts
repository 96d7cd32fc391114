import { Refusal } from "#domain/errors.ts";
import { type Design, FORMATS, type FormatName } from "./formats.ts";

/** A poster is looked at from an arm's length and more. */
const LEAST_DOTS_AN_INCH = 100;
const MM_AN_INCH = 25.4;
const PAPERS: FormatName[][] = [
	["a3", "a4", "a5"],
	["wallA3", "wallA4"],
];

/** How much of the sheet the picture of after takes, across and down. */
const SHARE: Record<Design, [across: number, down: number]> = {
	eave: [1, 0.46],
	moon: [0.66, 0.46],
	column: [0.76, 0.43],
	cover: [0.56, 1],
	story: [0.4, 0.18],
};
/** Of two or three pictures the largest has so much of that. */
const OF_SEVERAL = 0.65;

interface Pixels {
	width: number;
	height: number;
}

/** Refuses a sheet on which the pictures would be blurred, and names the largest that is right. */
export function requireLargeEnough(pictures: Pixels[], { design, format }: { design: Design; format: FormatName }): void {
	const isSharp = (size: FormatName) => dotsAnInch(pictures, { design, format: size }) >= LEAST_DOTS_AN_INCH;
	if (isSharp(format)) return;
	const right = PAPERS.find((papers) => papers.includes(format))?.find(isSharp);
	if (!right) throw new Refusal("invalid", "publicity.tooSmallForPaper", { field: "format" });
	throw new Refusal("invalid", "publicity.tooSmall", { params: { asked: paperOf(format), right: paperOf(right) }, field: "format" });
}

/** As a printer names it. */
function paperOf(format: FormatName): string {
	return format.slice(-2).toUpperCase();
}

/** How finely the least of them is printed, filling its place. */
export function dotsAnInch(pictures: Pixels[], { design, format }: { design: Design; format: FormatName }): number {
	const sheet = FORMATS[format];
	const [across, down] = SHARE[design];
	const part = pictures.length > 1 ? OF_SEVERAL : 1;
	const [wide, tall] = [sheet.width * across * part, sheet.height * down * part];
	return Math.min(...pictures.map(({ width, height }) => MM_AN_INCH * Math.min(width / wide, height / tall)));
}
