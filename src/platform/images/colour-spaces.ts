import { type Chromaticity, colorantsOf, type Primaries, type Xyz } from "./colorants.ts";

/** Colours by numbers of ITU-T H.273. The decoder has applied the matrix and the range already. */
export interface ColourNumbers {
	primaries: number;
	transfer: number;
}

const D65: Chromaticity = [0.3127, 0.329];
const ILLUMINANT_C: Chromaticity = [0.31, 0.316];

const PRIMARIES: Record<number, Primaries> = {
	1: { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 },
	4: { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: ILLUMINANT_C },
	5: { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 },
	6: { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 },
	7: { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 },
	8: { red: [0.681, 0.319], green: [0.243, 0.692], blue: [0.145, 0.049], white: ILLUMINANT_C },
	9: { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 },
	11: { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: [0.314, 0.351] },
	12: { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 },
	22: { red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077], white: D65 },
};

const ADOBE_RGB: Primaries = { red: [0.64, 0.33], green: [0.21, 0.71], blue: [0.15, 0.06], white: D65 };

/** Light of a coded value, both 0 to 1. */
export type Curve = (value: number) => number;

export interface ColourSpace {
	colorants: Xyz[];
	curve: Curve;
}

export const ADOBE_SPACE: ColourSpace = { colorants: colorantsOf(ADOBE_RGB), curve: (value) => value ** (563 / 256) };

/** The colour space of such numbers; undefined for sRGB, and for what is not known, which everybody shows as sRGB. */
export function colourSpaceOf({ primaries, transfer }: ColourNumbers): ColourSpace | undefined {
	const known = PRIMARIES[primaries];
	if (!known && !CURVES[transfer]) return undefined;
	if (primaries === 1 && !CURVES[transfer]) return undefined;
	return { colorants: colorantsOf(known ?? (PRIMARIES[1] as Primaries)), curve: CURVES[transfer] ?? srgbLight };
}

/** Those of video (1, 6, 14, 15) are shown with the curve of sRGB, as browsers do. */
const CURVES: Record<number, Curve> = {
	4: (value) => value ** 2.2,
	5: (value) => value ** 2.8,
	8: (value) => value,
	16: (value) => softened(pqLight(value) / REFERENCE_WHITE),
	17: (value) => Math.min(1, (value ** 2.6 * 52.37) / 48),
	18: (value) => softened((hlgLight(value) ** 1.2 * 1000) / REFERENCE_WHITE),
};

/** Nits of paper white in pictures of high dynamic range (ITU-R BT.2408). */
const REFERENCE_WHITE = 203;
const KNEE = 0.75;

/** Bright lights are brought below white instead of cut off. */
function softened(light: number): number {
	return light <= KNEE ? light : 1 - (1 - KNEE) / (1 + (light - KNEE) / (1 - KNEE));
}

function srgbLight(value: number): number {
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Nits (SMPTE ST 2084). */
function pqLight(value: number): number {
	const root = value ** (1 / 78.84375);
	return 10_000 * (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
}

/** Light of the scene, 0 to 1 (ITU-R BT.2100). */
function hlgLight(value: number): number {
	return value <= 0.5 ? (value * value) / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}
