import type { Size } from "./press.ts";

/** A size of things for a screen in pixels, or on paper in millimetres. What is cut has colours that reach 3 mm beyond the cut. */
export interface Format {
	unit: "px" | "mm";
	width: number;
	height: number;
	isCut?: boolean;
}

const screen = (width: number, height: number): Format => ({ unit: "px", width, height });
const paper = (width: number, height: number, isCut = false): Format => ({ unit: "mm", width, height, isCut });

export const FORMATS = {
	...{ share: screen(1200, 630), cover: screen(900, 383), square: screen(900, 900), fiveFour: screen(900, 720) },
	...{ card: screen(1080, 1440), phone: screen(1080, 1920) },
	...{ a3: paper(297, 420, true), a4: paper(210, 297, true), a5: paper(148, 210, true) },
	...{ wallA3: paper(297, 420), wallA4: paper(210, 297), across: paper(297, 210), gate: paper(600, 400, true) },
} satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;

export const DESIGNS = ["eave", "moon", "column"] as const;
export type Design = (typeof DESIGNS)[number] | "cover" | "story";

/** What is made of a pair, a story or a model village: in which sizes, and in which designs. */
export const MAKERS = {
	poster: { formats: ["phone", "a3", "a4", "a5"], designs: [...DESIGNS] },
	card: { formats: ["card"], designs: [...DESIGNS] },
	share: { formats: ["share"], designs: ["cover"] },
	wechat: { formats: ["cover", "square", "fiveFour"], designs: ["cover"] },
	wall: { formats: ["wallA4", "wallA3"], designs: ["story"] },
} as const satisfies Record<string, { formats: readonly FormatName[]; designs: readonly Design[] }>;
export type Maker = keyof typeof MAKERS;

const BLEED_MM = 3;
const MARKS_MM = 6;
const POINTS_A_MM = 72 / 25.4;

/** In points; a pixel is one. */
export function sizeOf(format: Format): Size {
	const points = format.unit === "mm" ? POINTS_A_MM : 1;
	const cut = format.isCut ? { bleed: BLEED_MM * points, marks: MARKS_MM * points } : { bleed: 0, marks: 0 };
	return { width: format.width * points, height: format.height * points, ...cut };
}
